using Microsoft.Data.Sqlite;
using Shield.Grains;

namespace Shield.Silo.Catalog;

/// <summary>The lists, from the tables that the projections keep. One part of it per noun.</summary>
internal sealed partial class SqliteCatalog(CatalogDatabase database) : ICatalog
{
    public async Task<IReadOnlyList<UserRow>> ListUsersAsync(
        string noun, Guid id, CancellationToken cancellationToken)
    {
        var query = new Query(UsersOf(noun)).With("$id", id.ToString("d")).With("$max", ICatalog.UsersMax);
        return await ListAsync(
                query,
                row => new UserRow(row.GetString(0), Guid.Parse(row.GetString(1)), row.GetString(2)),
                cancellationToken)
            .ToListAsync(cancellationToken);
    }

    private static string UsersOf(string noun)
    {
        var jobs = noun switch
        {
            "target" => "target_uuid",
            "store" => "store_uuid",
            "schedule" => "schedule_uuid",
            "retention" => "retention_uuid",
            _ => throw new ArgumentException($"nothing refers to a {noun}", nameof(noun)),
        };
        var all = $"""
            SELECT * FROM (SELECT 'job' AS kind, uuid, name FROM jobs WHERE {jobs} = $id ORDER BY name, uuid
              LIMIT $max)
            """;
        if (noun is "target" or "store")
        {
            all += $"""
                 UNION ALL SELECT * FROM (SELECT 'archive', a.uuid, coalesce(j.name, '')
                  FROM archives a LEFT JOIN jobs j ON j.uuid = a.job_uuid
                  WHERE a.live_{jobs} = $id LIMIT $max)
                UNION ALL SELECT * FROM (SELECT 'task', t.uuid, coalesce(j.name, '')
                  FROM tasks t LEFT JOIN jobs j ON j.uuid = t.job_uuid
                  WHERE t.live_{jobs} = $id LIMIT $max)
                """;
        }

        // Jobs first: they are what a person can do something about.
        return $"SELECT kind, uuid, name FROM ({all}) ORDER BY kind <> 'job', kind, name, uuid LIMIT $max";
    }

    private static string? Used(bool? unused, string jobColumn, string uuid) => unused switch
    {
        null => null,
        true => $"NOT EXISTS (SELECT 1 FROM jobs u WHERE u.{jobColumn} = {uuid})",
        false => $"EXISTS (SELECT 1 FROM jobs u WHERE u.{jobColumn} = {uuid})",
    };

    private IAsyncEnumerable<T> ListAsync<T>(
        Query query, Func<SqliteDataReader, T> map, CancellationToken cancellationToken) =>
        ReadSession.Read(database, query, (_, row) => map(row), cancellationToken).ToAsyncEnumerable();

    private async Task<T?> FindAsync<T>(
        Query query, Func<SqliteDataReader, T> map, CancellationToken cancellationToken)
        where T : class =>
        await ListAsync(query, map, cancellationToken).FirstOrDefaultAsync(cancellationToken);
}

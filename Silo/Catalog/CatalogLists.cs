using System.Data.Common;
using Shield.Grains;

namespace Shield.Silo.Catalog;

/// <summary>The lists, from the tables that the projections keep. One part of it per noun.</summary>
internal sealed partial class CatalogLists(CatalogDatabase database) : ICatalog
{
    public async Task<IReadOnlyList<UserRow>> ListUsersAsync(
        string noun, Guid id, CancellationToken cancellationToken)
    {
        var query = new Query(UsersOf(noun)).With("@id", id).With("@max", ICatalog.UsersMax);
        return await ListAsync(
                query,
                row => new UserRow(row.GetString(0), row.GetGuid(1), row.GetString(2)),
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
            SELECT * FROM (SELECT 'job' AS kind, uuid, name FROM jobs WHERE {jobs} = @id ORDER BY name, uuid
              LIMIT @max) AS users
            """;
        if (noun is "target" or "store")
        {
            all += $"""
                 UNION ALL SELECT * FROM (SELECT 'archive', a.uuid, coalesce(j.name, '')
                  FROM archives a LEFT JOIN jobs j ON j.uuid = a.job_uuid
                  WHERE a.live_{jobs} = @id LIMIT @max) AS archive_users
                UNION ALL SELECT * FROM (SELECT 'task', t.uuid, coalesce(j.name, '')
                  FROM tasks t LEFT JOIN jobs j ON j.uuid = t.job_uuid
                  WHERE t.live_{jobs} = @id LIMIT @max) AS task_users
                """;
        }

        // Jobs first: they are what a person can do something about.
        return $"""
            SELECT kind, uuid, name FROM ({all}) AS everyone
            ORDER BY kind <> 'job', kind, name, uuid LIMIT @max
            """;
    }

    private static string? Used(bool? unused, string jobColumn, string uuid) => unused switch
    {
        null => null,
        true => $"NOT EXISTS (SELECT 1 FROM jobs u WHERE u.{jobColumn} = {uuid})",
        false => $"EXISTS (SELECT 1 FROM jobs u WHERE u.{jobColumn} = {uuid})",
    };

    private IAsyncEnumerable<T> ListAsync<T>(
        Query query, Func<DbDataReader, T> map, CancellationToken cancellationToken) =>
        ReadSession.ReadAsync(database, query, map, cancellationToken);

    private async Task<T?> FindAsync<T>(
        Query query, Func<DbDataReader, T> map, CancellationToken cancellationToken)
        where T : class =>
        await ListAsync(query, map, cancellationToken).FirstOrDefaultAsync(cancellationToken);
}

using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Shield.Domain;

namespace Shield.Silo.Catalog;

/// <summary>Creates the catalog's tables, triggers and queries, and brings older ones up to date.</summary>
/// <remarks>A version is a folder of SQL files, like <c>Schema/Sqlite/V1</c>, run in the order of their
/// names. What was released is never edited; a change is a new folder.</remarks>
internal static class CatalogSchema
{
    /// <summary>The newest version of a kind of database that this program knows.</summary>
    public static int Newest(string dialect) => Versions(dialect).Max();

    /// <summary>Brings the schema to the newest version: all of it, or nothing. Whoever comes second waits.
    /// </summary>
    /// <exception cref="ShieldException">The schema is newer than this program.</exception>
    public static async Task EnsureAsync(CatalogDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.Writer.OpenConnectionAsync(cancellationToken);
        await using var transaction = await database.BeginAloneAsync(connection, cancellationToken);
        await ExecuteAsync("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL);");
        var present = await PresentAsync(connection, cancellationToken);
        RefuseIfNewer(database, present);
        foreach (var version in Versions(database.Dialect).Where(version => version > present).Order())
        {
            foreach (var sql in Scripts(database.Dialect, version)) await ExecuteAsync(sql);
            await ExecuteAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"DELETE FROM schema_version; INSERT INTO schema_version (version) VALUES ({version});"));
        }

        await transaction.CommitAsync(cancellationToken);

        Task ExecuteAsync(string sql) => CatalogSchema.ExecuteAsync(connection, sql, cancellationToken);
    }

    /// <summary>Makes sure that the schema is the newest this program knows, and changes nothing.</summary>
    /// <exception cref="ShieldException">It is another.</exception>
    public static async Task CheckAsync(CatalogDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(cancellationToken);
        var present = await PresentAsync(connection, cancellationToken);
        RefuseIfNewer(database, present);
        var newest = Newest(database.Dialect);
        if (present == newest) return;
        throw new ShieldException(
            Reason.Conflict,
            $"the catalog {database.Place} has schema {present}; this program needs {newest}",
            "start a core of the same version first: it brings the schema up to date");
    }

    private static void RefuseIfNewer(CatalogDatabase database, int present)
    {
        var newest = Newest(database.Dialect);
        if (present <= newest) return;
        throw new ShieldException(
            Reason.Conflict,
            $"the catalog {database.Place} has schema {present}; this program knows none after {newest}",
            "start the newer program that made it");
    }

    private static async Task<int> PresentAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(version), 0) FROM schema_version;";
        return Convert.ToInt32(
            await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    private static async Task ExecuteAsync(
        DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Root(string dialect) => $"Schema/{dialect}/V";

    private static IEnumerable<int> Versions(string dialect) => Names(Root(dialect))
        .Select(name => name[Root(dialect).Length..name.LastIndexOf('/')])
        .Select(number => int.Parse(number, CultureInfo.InvariantCulture))
        .Distinct();

    private static IEnumerable<string> Scripts(string dialect, int version)
    {
        var folder = string.Create(CultureInfo.InvariantCulture, $"{Root(dialect)}{version}/");
        foreach (var name in Names(folder).Order(StringComparer.Ordinal))
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
            using var reader = new StreamReader(stream);
            yield return reader.ReadToEnd();
        }
    }

    private static IEnumerable<string> Names(string start) => Assembly.GetExecutingAssembly()
        .GetManifestResourceNames()
        .Where(name => name.StartsWith(start, StringComparison.Ordinal));
}

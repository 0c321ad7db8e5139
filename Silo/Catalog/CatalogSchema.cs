using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Shield.Domain;

namespace Shield.Silo.Catalog;

/// <summary>Creates the catalog's tables, triggers and queries, and brings older ones up to date.</summary>
/// <remarks>A version is a folder of SQL files, <c>Schema/Sqlite/V1</c>, run in the order of their names.
/// What was released is never edited; a change is a new folder.</remarks>
internal static class CatalogSchema
{
    private const string Root = "Schema/Sqlite/V";

    /// <summary>The newest version this program knows.</summary>
    public static int Newest { get; } = Versions().Max();

    /// <summary>Brings the schema to <see cref="Newest"/>: all of it, or nothing. Whoever comes second waits.
    /// </summary>
    /// <exception cref="ShieldException">The schema is newer than this program.</exception>
    public static async Task EnsureAsync(CatalogDatabase database, CancellationToken cancellationToken)
    {
        await using var connection =
            (SqliteConnection)await database.Writer.OpenConnectionAsync(cancellationToken);

        // Not deferred: BEGIN IMMEDIATE, so that two programs that start at once do not both see nothing.
        await using var transaction = connection.BeginTransaction(deferred: false);
        Execute(connection, "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL) STRICT;");
        var present = Convert.ToInt32(
            Scalar(connection, "SELECT coalesce(max(version), 0) FROM schema_version;"),
            CultureInfo.InvariantCulture);
        if (present > Newest)
        {
            throw new ShieldException(
                Reason.Conflict,
                $"the catalog {database.Path} has schema {present}; this program knows none after {Newest}",
                "start the newer program that made it");
        }

        foreach (var version in Versions().Where(version => version > present).Order())
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var sql in Scripts(version)) Execute(connection, sql);
            Execute(connection, string.Create(
                CultureInfo.InvariantCulture,
                $"DELETE FROM schema_version; INSERT INTO schema_version (version) VALUES ({version});"));
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static IEnumerable<int> Versions() => Names()
        .Select(name => int.Parse(name.AsSpan(Root.Length, name.LastIndexOf('/') - Root.Length),
            CultureInfo.InvariantCulture))
        .Distinct();

    private static IEnumerable<string> Scripts(int version)
    {
        var folder = string.Create(CultureInfo.InvariantCulture, $"{Root}{version}/");
        foreach (var name in Names().Where(n => n.StartsWith(folder, StringComparison.Ordinal))
                     .Order(StringComparer.Ordinal))
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
            using var reader = new StreamReader(stream);
            yield return reader.ReadToEnd();
        }
    }

    private static IEnumerable<string> Names() => Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Root, StringComparison.Ordinal));

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}

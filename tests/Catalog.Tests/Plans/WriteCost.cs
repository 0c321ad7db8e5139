using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Shield.Silo.Catalog.Tests.Plans;

/// <summary>What a write costs, triggers and foreign keys included, in something that no busy machine can
/// change: the jumps of the embedded database's own machine, or the rows that a server looks at.</summary>
internal static class WriteCost
{
    // Of this connection, with what it has not yet reported of earlier transactions.
    private const string RowsSoFar = """
        SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0) + n_tup_ins + n_tup_upd + n_tup_del), 0)
        FROM pg_stat_xact_user_tables
        """;

    public static Task<long> OfAsync(CatalogDatabase database, Func<DbConnection, Task> write) =>
        database.IsShared ? InRowsAsync(database, write) : InStepsAsync(database, write);

    private static async Task<long> InStepsAsync(CatalogDatabase database, Func<DbConnection, Task> write)
    {
        // The service's own connection shows its handle to nobody.
        await using var connection = new SqliteConnection(database.Writer.ConnectionString);
        await connection.OpenAsync();

        // Once for reading the schema, and once for counting.
        await write(connection);
        var steps = 0L;
        SQLitePCL.raw.sqlite3_progress_handler(
            connection.Handle,
            1,
            _ =>
            {
                steps++;
                return 0;
            },
            null);
        await write(connection);
        SQLitePCL.raw.sqlite3_progress_handler(connection.Handle, 0, null, null);
        return steps;
    }

    private static async Task<long> InRowsAsync(CatalogDatabase database, Func<DbConnection, Task> write)
    {
        await using var connection = await database.Writer.OpenConnectionAsync();
        await write(connection);
        await using var transaction = await connection.BeginTransactionAsync();
        var before = await RowsAsync(connection);
        await write(connection);
        var after = await RowsAsync(connection);
        await transaction.CommitAsync();
        return after - before;
    }

    private static async Task<long> RowsAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = RowsSoFar;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}

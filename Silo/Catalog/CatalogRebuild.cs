using System.Data.Common;

namespace Shield.Silo.Catalog;

/// <summary>Makes the tables anew from the states, which are the truth.</summary>
public static class CatalogRebuild
{
    /// <summary>State names and their tables: those that refer to nothing.</summary>
    private static readonly (string State, string Table)[] Roots =
        [("target", "targets"), ("store", "stores"), ("schedule", "schedules"), ("retention", "retention")];

    /// <summary>Those that refer to the roots.</summary>
    private static readonly (string State, string Table)[] Leaves =
        [("job", "jobs"), ("archive", "archives"), ("task", "tasks")];

    /// <summary>All of it, or nothing. Logs of tasks stay.</summary>
    /// <returns>How many rows each table has then, and how many it had that belonged to no state.</returns>
    public static async Task<IReadOnlyList<(string Table, int Rows, int Strangers)>> RebuildAsync(
        this CatalogDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.Writer.OpenConnectionAsync(cancellationToken);
        await using var transaction = await database.BeginAloneAsync(connection, cancellationToken);
        var (rows, strangers) = (new Dictionary<string, int>(), new Dictionary<string, int>());

        // Whatever refers to a stranger has gone, or has been put right, before the stranger goes.
        foreach (var (state, table) in Leaves) strangers[table] = await RunAsync(Remove(state, table));
        foreach (var (state, table) in Roots.Concat(Leaves)) rows[table] = await RunAsync(Project(state));
        foreach (var (state, table) in Roots) strangers[table] = await RunAsync(Remove(state, table));

        await transaction.CommitAsync(cancellationToken);
        return [.. rows.Select(row => (row.Key, row.Value, strangers[row.Key]))];

        string Remove(string state, string table) => $"""
            DELETE FROM {table} WHERE uuid NOT IN (
              SELECT {database.StateUuid} FROM OrleansStorage WHERE GrainTypeString = '{state}')
            """;

        Task<int> RunAsync(string sql) => ExecuteAsync(connection, sql, cancellationToken);
    }

    private static string Project(string state) =>
        $"UPDATE OrleansStorage SET PayloadBinary = PayloadBinary WHERE GrainTypeString = '{state}'";

    private static async Task<int> ExecuteAsync(
        DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

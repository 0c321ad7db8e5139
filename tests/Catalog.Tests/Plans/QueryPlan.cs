using System.Text.RegularExpressions;

namespace Shield.Silo.Catalog.Tests.Plans;

/// <summary>How a database would find the rows of a query.</summary>
/// <param name="Text">Its own words, without blanks and without the aliases of tables.</param>
/// <param name="Lines">Its own words.</param>
internal sealed partial record QueryPlan(string Text, IReadOnlyList<string> Lines)
{
    /// <summary>The plans of all that a call asks its catalog.</summary>
    /// <param name="database">The catalog.</param>
    /// <param name="call">Asks it.</param>
    /// <param name="mayScan">Whether a server may look through a table when it thinks that cheaper.</param>
    public static async Task<IReadOnlyList<QueryPlan>> OfAsync(
        CatalogDatabase database, Func<CatalogDatabase, Task> call, bool mayScan = true)
    {
        var observed = new ObservedCatalog(database);
        await call(observed);
        var plans = new List<QueryPlan>();
        foreach (var (sql, values) in observed.Seen) plans.Add(await OfAsync(database, mayScan, sql, values));
        return plans;
    }

    /// <summary>The plan of one statement.</summary>
    public static async Task<QueryPlan> OfAsync(
        CatalogDatabase database, bool mayScan, string sql, params (string Name, object Value)[] values)
    {
        await using var connection = await database.OpenReaderAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        if (database.IsShared && !mayScan)
        {
            command.CommandText = "SET enable_seqscan = off";
            await command.ExecuteNonQueryAsync();
        }

        command.CommandText = $"EXPLAIN {(database.IsShared ? "" : "QUERY PLAN ")}{sql}";
        foreach (var (name, value) in values) command.Add(name, value);
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync()) lines.Add(rows.GetString(database.IsShared ? 0 : 3));
        return new QueryPlan(Noise().Replace(string.Concat(lines), ""), lines);
    }

    /// <summary>Whether it goes through this index.</summary>
    public bool Uses(string index) => Lines.Any(line => UsesOf(index).IsMatch(line));

    /// <summary>What it looks through row by row, of what can be large.</summary>
    public IEnumerable<string> Scans => Lines.Where(line => Scan().IsMatch(line));

    /// <summary>What it must have whole before the first row comes out.</summary>
    public IEnumerable<string> Sorts =>
        Lines.Where(line => line.Contains("TEMP B-TREE", StringComparison.Ordinal));

    public override string ToString() => string.Join('\n', Lines);

    private static Regex UsesOf(string index) => new(
        $@"(USING (COVERING )?INDEX |Scan (Backward )?using |Bitmap Index Scan on ){index}( |$)",
        RegexOptions.CultureInvariant);

    // Aliases of subqueries and of the small tables that lists are joined with are no large tables.
    [GeneratedRegex(
        @"^SCAN (jobs|archives|tasks|task_log|audit|request_ledger|j|a|last|p|e|u)\b(?! USING)"
        + @"|Seq Scan on (jobs|archives|tasks|task_log|audit|request_ledger)\b")]
    private static partial Regex Scan();

    [GeneratedRegex(@"\s|ROW|\b[a-z]\.|::\w+")]
    private static partial Regex Noise();
}

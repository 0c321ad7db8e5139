using Shield.Plugins.Mysql.Databases;
using Shield.Plugins.Mysql.Server;

namespace Shield.Plugins.Mysql.Target;

/// <summary>The SQL that puts staged tables into their places, and takes them out again.</summary>
internal static class SwapScript
{
    /// <summary>What has to go before tables can move. Tables with triggers cannot, so these go while all
    /// tables are locked; then one statement moves all of them.</summary>
    public static string There(IReadOnlyList<WayBack> all) => string.Join('\n', (string[])
    [
        Session.Text,
        .. all.Where(one => one.Staged.Present is null).Select(one =>
            $"CREATE DATABASE {Sql.Name(one.Staged.Name)} {one.Staged.Archived.Shape.Shape(false)};"),
        .. WithoutTriggers(all),
        .. all.SelectMany(InTheWay),
        Move(all),
    ]);

    /// <summary>The statement that moves the tables; empty where there are none.</summary>
    public static string Move(IReadOnlyList<WayBack> all) => Rename(
        all.SelectMany(one => Tables(one.Content, one.Staged.Name, one.Staged.OldName))
            .Concat(all.SelectMany(one => Tables(one.Staged.Content, one.Staged.NewName, one.Staged.Name))));

    /// <summary>What follows the move: what is left of the former content, and what the tables need in their
    /// new place.</summary>
    public static string Settle(WayBack one, ServerFacts facts) => string.Join('\n', (string[])
    [
        Session.Text,
        .. one.Content is null ? [] : Drop.Definitions(one.Staged.Name, one.Content),
        $"ALTER DATABASE {Sql.Name(one.Staged.Name)} "
            + $"{one.Staged.Archived.Shape.Shape(facts.KnowsComments)};",
        .. one.Staged.Content!.SequenceDefaults.Select(column =>
            $"ALTER TABLE {Sql.Name(one.Staged.Name, column.Table)} ALTER COLUMN {Sql.Name(column.Column)} "
            + $"SET DEFAULT ({InPlace(one.Staged, column.Value)});"),
    ]);

    /// <summary>Undoes the move.</summary>
    /// <param name="all">What is to be as it was.</param>
    /// <param name="now">What is in the places now.</param>
    /// <param name="facts">About the server.</param>
    public static string Back(
        IReadOnlyList<WayBack> all, IReadOnlyList<Content> now, ServerFacts facts) => string.Join(
        '\n', (string[])
    [
        Session.Text,
        .. all.Zip(now).SelectMany(pair => pair.Second.Triggers
            .Select(trigger => Drop.Trigger(pair.First.Staged.Name, trigger.Name))
            .Concat(Drop.Definitions(pair.First.Staged.Name, pair.Second))),
        Rename(
            all.SelectMany(one => Tables(one.Staged.Content, one.Staged.Name, one.Staged.NewName))
                .Concat(all.SelectMany(one => Tables(one.Content, one.Staged.OldName, one.Staged.Name)))),
        .. all.Select(one => one.Staged.Present is { } present
            ? $"ALTER DATABASE {Sql.Name(present.Name)} {present.Shape(facts.KnowsComments)};"
            : Drop.Database(one.Staged.Name)),
    ]);

    private static string InPlace(Staged staged, string value) => value.Replace(
        $"{Sql.Name(staged.NewName)}.", $"{Sql.Name(staged.Name)}.", StringComparison.Ordinal);

    private static IEnumerable<string> WithoutTriggers(IReadOnlyList<WayBack> all)
    {
        var triggers = all.SelectMany(one => (one.Content?.Triggers ?? [])
            .Select(trigger => Drop.Trigger(one.Staged.Name, trigger.Name))).ToList();
        if (triggers.Count == 0) return [];
        var tables = all.SelectMany(one => (one.Content?.Tables ?? [])
            .Select(table => $"{Sql.Name(one.Staged.Name, table.Name)} WRITE"));
        return [$"LOCK TABLES {string.Join(", ", tables)};", .. triggers, "UNLOCK TABLES;"];
    }

    /// <summary>A view whose name a table is to have.</summary>
    private static IEnumerable<string> InTheWay(WayBack one)
    {
        var tables = one.Staged.Content!.Tables.Select(table => table.Name).ToHashSet(StringComparer.Ordinal);
        return (one.Content?.Views ?? []).Where(tables.Contains).Select(view => Drop.View(one.Staged.Name,
            view));
    }

    private static IEnumerable<string> Tables(Content? content, string from, string to) =>
        (content?.Tables ?? []).Select(table => $"{Sql.Name(from, table.Name)} TO "
            + $"{Sql.Name(to, table.Name)}");

    private static string Rename(IEnumerable<string> moves) =>
        string.Join(", ", moves) is { Length: > 0 } list ? $"RENAME TABLE {list};" : "";
}

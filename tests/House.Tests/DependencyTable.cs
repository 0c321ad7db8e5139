namespace Shield.House.Tests;

/// <summary>A row of the table "Who may know whom".</summary>
/// <param name="Room">The folder of a room; one that ends in <c>&lt;Name&gt;</c> stands for all beside it
/// that have no row of their own.</param>
/// <param name="Rooms">What it references; what those reference is included.</param>
/// <param name="Packages">The packages it alone references.</param>
internal sealed record DependencyRow(string Room, IReadOnlySet<string> Rooms, IReadOnlySet<string> Packages);

/// <summary>The dependency table of docs/architecture.md, and how projects differ from it.</summary>
internal sealed class DependencyTable(IReadOnlyList<DependencyRow> rows)
{
    private const string AnyName = "<Name>";

    public static DependencyTable Documented { get; } = new(
        [.. MarkdownTable.Read("docs/architecture.md", "Room").Select(cells => new DependencyRow(
            MarkdownTable.Codes(cells[0]).Single(),
            MarkdownTable.Codes(cells[1]).ToHashSet(),
            MarkdownTable.Codes(cells[2]).ToHashSet()))]);

    /// <summary>Rooms without a row, and rows without a room.</summary>
    public IEnumerable<string> Strangers(IReadOnlyList<Room> rooms) =>
        rooms.Where(room => RowOf(room.Name) is null)
            .Select(room => $"{room.Name} has no row in the table")
            .Concat(rows.Where(row => !rooms.Any(room => RowOf(room.Name) == row))
                .Select(row => $"the table has a row for {row.Room}, which is not there"));

    /// <summary>Whatever a room references and its row does not give it, or the other way round.</summary>
    public IEnumerable<string> WrongReferences(IReadOnlyList<Room> rooms)
    {
        foreach (var room in rooms)
        {
            if (RowOf(room.Name) is not { } row) continue;
            var seen = Reach(room.Rooms, name => rooms.FirstOrDefault(other => other.Name == name)?.Rooms);
            var given = Reach(row.Rooms, name => RowOf(name)?.Rooms);
            foreach (var name in room.Rooms.Except(given).Order())
                yield return $"{room.Name} references {name}, which its row does not allow";
            foreach (var name in given.Except(seen).Order())
                yield return $"{room.Name} does not reference {name}, which its row says";
        }
    }

    /// <summary>Packages that a room uses without owning them, or owns without using them.</summary>
    public IEnumerable<string> WrongPackages(IReadOnlyList<Room> rooms)
    {
        foreach (var room in rooms)
        {
            if (RowOf(room.Name) is not { } row) continue;
            var allowed = IsPattern(row) ? room.Packages.Except(OwnedByOthers(row)) : row.Packages;
            foreach (var package in room.Packages.Except(allowed).Order())
                yield return $"{room.Name} uses package {package}, which its row does not own";
            foreach (var package in allowed.Except(room.Packages).Order())
                yield return $"{room.Name} does not use package {package}, which its row owns";
        }
    }

    private DependencyRow? RowOf(string room) =>
        rows.FirstOrDefault(row => row.Room == room) ??
        rows.FirstOrDefault(row => IsPattern(row) &&
            Path.GetDirectoryName(row.Room) == Path.GetDirectoryName(room));

    private IEnumerable<string> OwnedByOthers(DependencyRow row) =>
        rows.Where(other => other != row).SelectMany(other => other.Packages);

    private static bool IsPattern(DependencyRow row) => row.Room.EndsWith(AnyName, StringComparison.Ordinal);

    private static HashSet<string> Reach(
        IReadOnlySet<string> direct, Func<string, IReadOnlySet<string>?> referencesOf)
    {
        var reached = new HashSet<string>();
        var ahead = new Queue<string>(direct);
        while (ahead.TryDequeue(out var name))
        {
            if (!reached.Add(name)) continue;
            foreach (var next in referencesOf(name) ?? new HashSet<string>()) ahead.Enqueue(next);
        }

        return reached;
    }
}

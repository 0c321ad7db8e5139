namespace Shield.House.Tests;

public sealed class ReferenceTests
{
    private static readonly DependencyTable Sample = new(
    [
        new DependencyRow("Domain", Set(), Set("Cronos")),
        new DependencyRow("Grains", Set("Domain"), Set()),
        new DependencyRow("Plugins/Sdk", Set(), Set("CliWrap")),
        new DependencyRow("Plugins/<Name>", Set("Plugins/Sdk"), Set()),
    ]);

    [Fact]
    public void Every_room_has_its_row_and_every_row_its_room() =>
        Faults.None(DependencyTable.Documented.Strangers(Room.All));

    [Fact]
    public void A_room_references_what_its_row_says_and_nothing_else() =>
        Faults.None(DependencyTable.Documented.WrongReferences(Room.All));

    [Fact]
    public void A_room_uses_the_packages_its_row_owns_and_no_others() =>
        Faults.None(DependencyTable.Documented.WrongPackages(Room.All));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Checkout.Read("Shield.Orleans.sln").Replace('\\', '/');

        Faults.None(Checkout.Ending(".csproj")
            .Where(path => !solution.Contains($"\"{path}\"", StringComparison.Ordinal))
            .Select(path => $"{path} is not in the solution: `dotnet sln add {path}`"));
    }

    [Fact]
    public void No_shipped_project_references_a_test() =>
        Faults.None(Room.All.SelectMany(room => room.Rooms.Where(Room.IsTest)
            .Select(test => $"{room.Name} references {test}")));

    [Fact]
    public void A_folder_that_groups_rooms_holds_no_project() =>
        Faults.None(Room.All
            .Where(room => Room.All.Any(other => Path.GetDirectoryName(other.Name) == room.Name))
            .Select(room => $"{room.Name} is a room and holds rooms"));

    [Theory]
    [InlineData("Grains", "Domain", "", "")]
    [InlineData("Grains", "Domain Plugins/Sdk", "", "Grains references Plugins/Sdk")]
    [InlineData("Grains", "", "", "Grains does not reference Domain")]
    [InlineData("Grains", "Domain", "Cronos", "Grains uses package Cronos")]
    [InlineData("Domain", "", "", "Domain does not use package Cronos")]
    [InlineData("Plugins/Redis", "Plugins/Sdk", "Redis.Client", "")]
    [InlineData("Plugins/Redis", "Plugins/Sdk", "CliWrap", "Plugins/Redis uses package CliWrap")]
    [InlineData("Plugins/Redis", "Domain", "", "Plugins/Redis references Domain")]
    [InlineData("Attic", "", "", "Attic has no row")]
    public void A_room_that_differs_from_its_row_is_named(
        string name, string references, string packages, string fault)
    {
        Room[] rooms =
        [
            new Room(name, Words(references), Words(packages)),
            .. new[] { new Room("Plugins/Sdk", Set(), Set("CliWrap")) }.Where(room => room.Name != name),
        ];

        var faults = Sample.Strangers(rooms)
            .Where(found => !found.StartsWith("the table", StringComparison.Ordinal))
            .Concat(Sample.WrongReferences(rooms)).Concat(Sample.WrongPackages(rooms)).ToList();

        if (fault.Length == 0) Assert.Empty(faults);
        else Assert.Contains(faults, found => found.StartsWith(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void A_row_without_a_room_is_named() =>
        Assert.Contains("the table has a row for Grains, which is not there",
            Sample.Strangers([new Room("Domain", Set(), Set("Cronos"))]));

    private static HashSet<string> Set(params string[] names) => [.. names];

    private static HashSet<string> Words(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}

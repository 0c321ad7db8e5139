namespace Shield.House.Tests;

public sealed class SystemProofTests
{
    private const string Good = "[What is there](tests/A.Tests/OneTests.cs)";

    private static readonly HashSet<NamedTest> Tests = [new("A.Tests", "OneTests.What_is_there")];

    [Fact]
    public void Every_cell_names_a_test_that_is_there_or_says_why_not() =>
        Faults.None(SystemProofs.Unproven(SystemProofs.Rows, AncestorFaults.TestsIn(CSharpFile.All)));

    [Fact]
    public void Every_plugin_has_a_row() =>
        Faults.None(SystemProofs.WrongSystems(SystemProofs.Rows, Checkout.Ending("Program.cs")
            .Where(path => path.StartsWith("Plugins/", StringComparison.Ordinal))
            .Select(path => path.Split('/')[1].ToLowerInvariant()).ToHashSet()));

    [Theory]
    [InlineData(Good, 0)]
    [InlineData("— it has none", 0)]
    [InlineData(Good + "; [What is not](tests/A.Tests/OneTests.cs)", 1)]
    [InlineData("[What is there](tests/A.Tests/TwoTests.cs)", 1)]
    [InlineData("[What is there](docs/a.md)", 1)]
    [InlineData("yes", 1)]
    [InlineData("", 1)]
    public void A_cell_without_proof_is_found(string cell, int faults) =>
        Assert.Equal(faults, SystemProofs.Unproven([["a", cell]], Tests).Count());

    [Fact]
    public void A_plugin_without_a_row_and_a_row_without_a_plugin_are_found() =>
        Assert.Equal(
            ["README.md says nothing of what is proven for b", "README.md: there is no plugin c"],
            SystemProofs.WrongSystems([["a (target)"], ["a"], ["c"]], new SortedSet<string> { "a", "b" }));
}

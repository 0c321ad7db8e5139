namespace Shield.House.Tests;

public sealed class AncestorFaultTests
{
    [Fact]
    public void Every_fault_of_the_ancestor_has_its_row() =>
        Faults.None(AncestorFaults.WrongNumbers(AncestorFaults.Rows));

    [Fact]
    public void Every_fault_of_the_ancestor_has_a_test_that_proves_it_absent() =>
        Faults.None(AncestorFaults.Unproven(AncestorFaults.Rows, AncestorFaults.TestsIn(CSharpFile.All)));

    [Theory]
    [InlineData("2a", 0)]
    [InlineData("2", 2)]
    [InlineData("1", 2)]
    public void A_fault_without_a_row_is_found(string number, int faults)
    {
        string[][] rows =
            [.. AncestorFaults.Numbers.Select(known => new[] { known == "2a" ? number : known, "" })];

        Assert.Equal(faults, AncestorFaults.WrongNumbers(rows).Count());
    }

    [Theory]
    [InlineData("`A.Tests` `BTests.A_thing_is_so`", 0)]
    [InlineData("`A.Tests` `BTests.A_thing_is_so`, `BTests.Another_thing_is_so`", 0)]
    [InlineData("proven by `A.Tests` `CTests.A_thing_is_so`", 1)]
    [InlineData("`B.Tests` `BTests.A_thing_is_so`", 1)]
    [InlineData("`A.Tests` `BTests.A_thing_was_so`, `BTests.No_such_thing_is_so`", 2)]
    [InlineData("`A.Tests` `BTests.A_helper_of_tests`", 1)]
    [InlineData("`A.Tests`", 1)]
    [InlineData("", 1)]
    public void A_fault_whose_test_is_not_there_is_found(string cell, int faults)
    {
        var file = CSharpFile.Parse(
            "tests/A.Tests/Things/BTests.cs",
            "class BTests { [Fact] void A_thing_is_so() { } [Theory] void Another_thing_is_so() { } "
            + "void A_helper_of_tests() { } }");

        var found = AncestorFaults.Unproven([["1", cell]], AncestorFaults.TestsIn([file]));

        Assert.Equal(faults, found.Count());
    }
}

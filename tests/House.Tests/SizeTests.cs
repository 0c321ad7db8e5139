namespace Shield.House.Tests;

public sealed class SizeTests
{
    /// <summary>What people read line by line. Documents have tables, which no line length suits.</summary>
    private static IEnumerable<string> Readable => Checkout.Ending(
        ".cs", ".sh", ".sql", ".csproj", ".props", ".targets", "Makefile", ".ci/run");

    private static IEnumerable<string> Scripts => Checkout.Ending(".sh", ".ci/run");

    [Fact]
    public void No_file_is_longer_than_300_lines() =>
        Faults.None(Readable.SelectMany(path => Sizes.LongFiles(path, Checkout.Read(path))));

    [Fact]
    public void No_line_is_wider_than_110_columns() =>
        Faults.None(Readable.SelectMany(path => Sizes.LongLines(path, Checkout.Read(path))));

    [Fact]
    public void No_method_is_longer_than_40_lines() =>
        Faults.None(CSharpFile.All.SelectMany(Sizes.LongMethods)
            .Concat(Scripts.SelectMany(path => Sizes.LongFunctions(path, Checkout.Read(path)))));

    [Theory]
    [InlineData(300, 0)]
    [InlineData(301, 1)]
    public void A_file_of_301_lines_is_found(int lines, int faults) =>
        Assert.Equal(faults, Sizes.LongFiles("a.cs", Repeat("// a line\n", lines)).Count());

    [Theory]
    [InlineData("a", 110, 0)]
    [InlineData("a", 111, 1)]
    [InlineData("─", 110, 0)]
    [InlineData("😀", 111, 1)]
    public void A_line_of_111_columns_is_found(string character, int columns, int faults) =>
        Assert.Equal(faults, Sizes.LongLines("a.cs", $"// short\n{Repeat(character, columns)}\n").Count());

    [Theory]
    [InlineData("void M()\n{\n{0}}", 37, 0)]
    [InlineData("void M()\n{\n{0}}", 38, 1)]
    [InlineData("/// <summary>\n/// Docs.\n/// </summary>\n[Fact]\nvoid M()\n{\n{0}}", 37, 0)]
    [InlineData("int P\n{\nget {\n{0}return 1; }\n}", 37, 1)]
    [InlineData("C()\n{\n{0}}", 38, 1)]
    [InlineData("void M()\n{\nvoid Inner()\n{\n{0}}\n}", 36, 1)]
    public void A_method_of_41_lines_is_found(string member, int statements, int faults)
    {
        var text = $"class C\n{{\n{member.Replace("{0}", Repeat("F();\n", statements))}\n}}\n";

        Assert.Equal(faults, Sizes.LongMethods(CSharpFile.Parse("a.cs", text)).Count());
    }

    [Theory]
    [InlineData(40, 0)]
    [InlineData(41, 1)]
    public void A_program_of_41_statements_is_found(int statements, int faults) =>
        Assert.Equal(faults,
            Sizes.LongMethods(CSharpFile.Parse("Program.cs", Repeat("F();\n", statements))).Count());

    [Theory]
    [InlineData(38, 0)]
    [InlineData(39, 1)]
    public void A_shell_function_of_41_lines_is_found(int commands, int faults) =>
        Assert.Equal(faults,
            Sizes.LongFunctions("a.sh", $"main() {{\n{Repeat("  true\n", commands)}}}\n").Count());

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}

namespace Shield.House.Tests;

public sealed class SuppressionTests
{
    [Fact]
    public void Every_pragma_has_its_reason_on_the_line_above() =>
        Faults.None(CSharpFile.All.SelectMany(Suppressions.UnexplainedDirectives));

    [Fact]
    public void Every_suppressing_attribute_has_its_justification() =>
        Faults.None(CSharpFile.All.SelectMany(Suppressions.UnexplainedAttributes));

    [Fact]
    public void Every_rule_switched_off_has_its_reason_on_the_line_above() =>
        Faults.None(Checkout.Ending(".editorconfig")
            .SelectMany(path => Suppressions.UnexplainedSettings(path, Checkout.Read(path), "#"))
            .Concat(Checkout.Ending(".csproj", ".props", ".targets")
                .SelectMany(path => Suppressions.UnexplainedSettings(path, Checkout.Read(path), "<!--"))));

    [Fact]
    public void Vulnerability_warnings_are_never_switched_off() =>
        Faults.None(Checkout.Ending(".csproj", ".props", ".targets", ".editorconfig")
            .Where(path => Checkout.Read(path).Contains("NU190", StringComparison.Ordinal))
            .Select(path => $"{path} names a vulnerability warning"));

    [Theory]
    [InlineData("#pragma warning disable CA1000\nclass C;", 1)]
    [InlineData("// The type is named by its users.\n#pragma warning disable CA1000\nclass C;", 0)]
    [InlineData("// Far away.\n\n#pragma warning disable CA1000\nclass C;", 1)]
    [InlineData("class C;\n#pragma warning restore CA1000\n", 0)]
    [InlineData("class C\n{\n#nullable disable\n    string text;\n}", 1)]
    public void A_pragma_without_a_reason_is_found(string text, int faults) =>
        Assert.Equal(faults, Suppressions.UnexplainedDirectives(CSharpFile.Parse("a.cs", text)).Count());

    [Theory]
    [InlineData("[SuppressMessage(\"a\", \"b\")]", 1)]
    [InlineData("[SuppressMessage(\"a\", \"b\", Justification = \"\")]", 1)]
    [InlineData("[UnconditionalSuppressMessage(\"a\", \"b\")]", 1)]
    [InlineData("[CodeAnalysis.SuppressMessage(\"a\", \"b\", Justification = \"It must.\")]", 0)]
    public void An_attribute_without_a_justification_is_found(string attribute, int faults) =>
        Assert.Equal(faults,
            Suppressions.UnexplainedAttributes(CSharpFile.Parse("a.cs", $"{attribute} class C;")).Count());

    [Theory]
    [InlineData("dotnet_diagnostic.CA1000.severity = none", "#", 1)]
    [InlineData("# It is never right here.\ndotnet_diagnostic.CA1000.severity = none", "#", 0)]
    [InlineData("# They are one thing.\na_b = true:none\nc_d = true:none", "#", 0)]
    [InlineData("# It is right.\na_b = true\nc_d = true:none", "#", 1)]
    [InlineData("dotnet_analyzer_diagnostic.category-Style.severity = silent", "#", 1)]
    [InlineData("csharp_style_var_elsewhere = true:none", "#", 1)]
    [InlineData("dotnet_diagnostic.CA1000.severity = warning", "#", 0)]
    [InlineData("<NoWarn>CS1591</NoWarn>", "<!--", 1)]
    [InlineData("<!-- Generated code has no docs. -->\n<NoWarn>CS1591</NoWarn>", "<!--", 0)]
    public void A_setting_without_a_reason_is_found(string text, string comment, int faults) =>
        Assert.Equal(faults, Suppressions.UnexplainedSettings("a", text, comment).Count());
}

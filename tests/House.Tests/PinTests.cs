using System.Xml.Linq;

namespace Shield.House.Tests;

public sealed class PinTests
{
    private const string Central = "Directory.Packages.props";

    [Fact]
    public void Every_package_version_is_exact() => Faults.None(Pins.Loose(Central, Checkout.Read(Central)));

    [Fact]
    public void Every_package_version_is_said_in_one_place() =>
        Faults.None(Checkout.Ending(".csproj", ".targets", "Directory.Build.props")
            .SelectMany(path => Pins.Scattered(path, Checkout.Read(path))));

    [Fact]
    public void Every_tool_version_is_exact() =>
        Faults.None(Checkout.Ending("dotnet-tools.json").SelectMany(path =>
            Pins.LooseTools(path, Checkout.Read(path))));

    [Fact]
    public void Orleans_is_of_one_version() =>
        Assert.Single(XDocument.Parse(Checkout.Read(Central)).Descendants("PackageVersion")
            .Where(package => package.Attribute("Include")!.Value.StartsWith("Microsoft.Orleans.",
                StringComparison.Ordinal))
            .Select(package => package.Attribute("Version")!.Value).Distinct());

    [Fact]
    public void Every_project_has_its_lock_file() =>
        Faults.None(Checkout.Ending(".csproj")
            .Select(path => Path.Combine(Path.GetDirectoryName(path)!, "packages.lock.json"))
            .Where(path => !Checkout.Exists(path))
            .Select(path => $"{path} is missing: restore the project and commit it"));

    [Fact]
    public void The_sdk_is_named() => Assert.Contains("\"version\": \"10.0.", Checkout.Read("global.json"));

    [Theory]
    [InlineData("[1.2.3]", 0)]
    [InlineData("[5.0.0-rc.1]", 0)]
    [InlineData("1.2.3", 1)]
    [InlineData("1.2.*", 1)]
    [InlineData("[1.2,2.0)", 1)]
    [InlineData("", 1)]
    public void A_version_that_is_not_exact_is_found(string version, int faults) =>
        Assert.Equal(faults,
            Pins.Loose("a", $"<P><PackageVersion Include='A' Version='{version}' /></P>").Count());

    [Theory]
    [InlineData("<PackageReference Include='A' />", 0)]
    [InlineData("<PackageReference Include='A' Version='1.2.3' />", 1)]
    [InlineData("<PackageReference Include='A' VersionOverride='[1.2.3]' />", 1)]
    [InlineData("<PackageReference Include='A'><Version>1.2.3</Version></PackageReference>", 1)]
    public void A_version_beside_the_central_file_is_found(string reference, int faults) =>
        Assert.Equal(faults, Pins.Scattered("a", $"<Project>{reference}</Project>").Count());

    [Theory]
    [InlineData("\"version\": \"5.6.0\", \"rollForward\": false", 0)]
    [InlineData("\"version\": \"5.*\"", 1)]
    [InlineData("\"version\": \"5.6.0\", \"rollForward\": true", 1)]
    public void A_tool_version_that_is_not_exact_is_found(string tool, int faults) =>
        Assert.Equal(faults, Pins.LooseTools("a", $"{{\"tools\": {{\"a\": {{ {tool} }} }} }}").Count());
}

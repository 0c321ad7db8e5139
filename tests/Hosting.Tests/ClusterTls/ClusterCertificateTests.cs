using System.Net;
using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Testing;
using Shield.Silo.Hosting.ClusterTls;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Hosting.Tests.ClusterTls;

/// <summary>A silo that the others would refuse does not start.</summary>
public sealed class ClusterCertificateTests : IDisposable
{
    private static readonly IPAddress Silo = IPAddress.Parse("10.0.0.5");
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = new();

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_is_as_it_should_be_is_taken()
    {
        using var certificate = ClusterCertificate.Load(_authority.Issue(_folder.Path, "10.0.0.5", "db1"));

        certificate.EnsureNames(Silo, AgentAddress.Parse("db1:5444"));
        certificate.EnsureNames(Silo, agent: null);
    }

    [Theory]
    [InlineData("10.0.0.6:5444", "does not name 10.0.0.6, as SHIELD_AGENT does")]
    [InlineData("db2:5444", "does not name db2, as SHIELD_AGENT does")]
    public void An_agent_that_it_does_not_name_is_one_clear_line(string agent, string told)
    {
        var files = _authority.Issue(_folder.Path, "10.0.0.5", "db1");
        using var certificate = ClusterCertificate.Load(files);

        var refusal = Assert.Throws<ShieldException>(
            () => certificate.EnsureNames(Silo, AgentAddress.Parse(agent)));

        Assert.Equal($"SHIELD_SILO_CERT {files.Cert} {told}", refusal.Message);
    }

    [Fact]
    public void An_address_that_it_does_not_name_is_one_clear_line()
    {
        using var certificate = ClusterCertificate.Load(_authority.Issue(_folder.Path, "10.0.0.6", "db1"));

        var refusal = Assert.Throws<ShieldException>(() => certificate.EnsureNames(Silo, agent: null));

        Assert.EndsWith(
            "does not name 10.0.0.5, as SHIELD_SILO does", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_of_another_authority_is_one_clear_line()
    {
        using var other = new TestAuthority();
        var theirs = other.Issue(_folder.Path, "10.0.0.5");
        var files = _authority.Issue(_folder.Path, "10.0.0.5") with { Ca = theirs.Ca };

        AssertRefused(files, "it is not of the authority in SHIELD_SILO_CA");
    }

    [Fact]
    public void A_certificate_that_has_ended_is_one_clear_line() => AssertRefused(
        Issue(-2 * Day, -Day, TestAuthority.ServerAuth, TestAuthority.ClientAuth), "it is valid from");

    [Fact]
    public void A_certificate_that_has_not_begun_is_one_clear_line() => AssertRefused(
        Issue(Day, 2 * Day, TestAuthority.ServerAuth, TestAuthority.ClientAuth), "it is valid from");

    [Theory]
    [InlineData(TestAuthority.ServerAuth)]
    [InlineData(TestAuthority.ClientAuth)]
    public void A_certificate_for_one_side_only_is_one_clear_line(string use) =>
        AssertRefused(Issue(-Day, Day, use), "it is not for this use: it must be for serverAuth and for");

    [Fact]
    public void A_certificate_that_says_no_use_is_for_both_sides() =>
        ClusterCertificate.Load(Issue(-Day, Day)).Dispose();

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void A_key_that_others_may_use_is_refused_also_behind_a_link(UnixFileMode more)
    {
        var files = _authority.Issue(_folder.Path, "10.0.0.5");
        File.CreateSymbolicLink(_folder.File("link"), files.Key);
        ClusterCertificate.Load(files with { Key = _folder.File("link") }).Dispose();
        File.SetUnixFileMode(files.Key, File.GetUnixFileMode(files.Key) | more);

        var refusal = Assert.Throws<ShieldException>(
            () => ClusterCertificate.Load(files with { Key = _folder.File("link") }));

        Assert.Equal(Reason.Conflict, refusal.Reason);
        Assert.Contains("can be used by others than its owner", refusal.Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(SiloTlsFiles files, string why)
    {
        var refusal = Assert.Throws<ShieldException>(() => ClusterCertificate.Load(files));

        Assert.StartsWith(
            $"SHIELD_SILO_CERT {files.Cert} would be refused: {why}",
            refusal.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.NotEmpty(refusal.Hint);
    }

    private SiloTlsFiles Issue(TimeSpan from, TimeSpan to, params string[] uses) =>
        _authority.Issue(_folder.Path, ["10.0.0.5"], from, to, uses);
}

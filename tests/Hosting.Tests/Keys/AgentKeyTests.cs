using System.Security.Cryptography;
using Shield.Domain;
using Shield.Domain.Plugins;
using Shield.Silo.Hosting.Keys;

namespace Shield.Silo.Hosting.Tests.Keys;

public sealed class AgentKeyTests
{
    private static readonly EndpointConfig Endpoint = EndpointConfig.Parse("""{"password":"tr0ub4dor&3"}""")!;

    [Fact]
    public void It_is_made_for_its_owner_alone_and_stays_the_same()
    {
        using var folder = new TempFolder();
        string first;
        using (var key = AgentKey.Open(folder.Path)) first = key.Public;

        using var again = AgentKey.Open(folder.Path);

        Assert.Equal(first, again.Public);
        Assert.Equal([AgentKey.FileName], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(folder.File(AgentKey.FileName)));
    }

    [Fact]
    public void Its_public_half_is_another_for_each_agent_and_tells_nothing_of_the_file()
    {
        using var mine = new TempFolder();
        using var theirs = new TempFolder();
        using var key = AgentKey.Open(mine.Path);
        using var other = AgentKey.Open(theirs.Path);

        Assert.NotEqual(key.Public, other.Public);
        Assert.DoesNotContain(
            key.Public, File.ReadAllText(mine.File(AgentKey.FileName)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_sealed_before_a_restart_is_opened_after_it()
    {
        using var folder = new TempFolder();
        SealedEndpoint closed;
        using (var key = AgentKey.Open(folder.Path)) closed = AgentEnvelope.Seal(Endpoint, key.Public);

        using var again = AgentKey.Open(folder.Path);

        Assert.Equal(Endpoint.Json, again.Open(closed).Json);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    public void A_damaged_key_is_refused_with_what_helps_and_not_replaced(string content)
    {
        using var folder = new TempFolder();
        AgentKey.Open(folder.Path).Dispose();
        File.WriteAllText(folder.File(AgentKey.FileName), content);

        var refusal = Assert.Throws<ShieldException>(() => AgentKey.Open(folder.Path));

        Assert.Contains("agent.key is damaged", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("remove it", refusal.Hint, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(folder.File(AgentKey.FileName)));
    }

    [Fact]
    public void A_key_of_another_curve_is_refused_as_one_that_is_damaged()
    {
        using var folder = new TempFolder();
        AgentKey.Open(folder.Path).Dispose();
        using var larger = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP384);
        File.WriteAllText(folder.File(AgentKey.FileName), larger.ExportPkcs8PrivateKeyPem());

        var refusal = Assert.Throws<ShieldException>(() => AgentKey.Open(folder.Path));

        Assert.Contains("agent.key is damaged", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    public void A_key_that_others_can_use_is_refused(UnixFileMode extra)
    {
        using var folder = new TempFolder();
        AgentKey.Open(folder.Path).Dispose();
        File.SetUnixFileMode(
            folder.File(AgentKey.FileName), UnixFileMode.UserRead | UnixFileMode.UserWrite | extra);

        var refusal = Assert.Throws<ShieldException>(() => AgentKey.Open(folder.Path));

        Assert.Contains("can be used by others", refusal.Message, StringComparison.Ordinal);
    }
}

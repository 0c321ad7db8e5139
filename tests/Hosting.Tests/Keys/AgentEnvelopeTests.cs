using System.Security.Cryptography;
using Shield.Domain;
using Shield.Domain.Plugins;
using Shield.Silo.Hosting.Keys;

namespace Shield.Silo.Hosting.Tests.Keys;

public sealed class AgentEnvelopeTests : IDisposable
{
    private const string Secret = "tr0ub4dor&3";

    private static readonly EndpointConfig Endpoint =
        EndpointConfig.Parse($$"""{"host":"db","password":"{{Secret}}"}""")!;

    private readonly TempFolder _folder = new();
    private readonly AgentKey _key;

    public AgentEnvelopeTests() => _key = AgentKey.Open(_folder.Path);

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_is_sealed_for_an_agent_shows_no_secret_and_opens_there_to_what_it_was()
    {
        var closed = AgentEnvelope.Seal(Endpoint, _key.Public);

        Assert.StartsWith("a1:", closed.Sealed, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, closed.Sealed + closed.Masked, StringComparison.Ordinal);
        Assert.Contains("\"db\"", closed.Masked, StringComparison.Ordinal);
        Assert.Equal(Endpoint.Json, _key.Open(closed).Json);
    }

    [Fact]
    public void Nothing_is_sealed_the_same_way_twice()
    {
        var first = AgentEnvelope.Seal(Endpoint, _key.Public).Sealed.Split(':');
        var second = AgentEnvelope.Seal(Endpoint, _key.Public).Sealed.Split(':');

        Assert.NotEqual(first[1], second[1]);
        Assert.NotEqual(first[2], second[2]);
    }

    [Fact]
    public void Another_agent_cannot_open_it_and_says_no_secret()
    {
        using var elsewhere = new TempFolder();
        using var other = AgentKey.Open(elsewhere.Path);
        var closed = AgentEnvelope.Seal(Endpoint, _key.Public);

        var refusal = Assert.Throws<ShieldException>(() => other.Open(closed));

        Assert.Equal(Reason.Unavailable, refusal.Reason);
        Assert.DoesNotContain(Secret, refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_character_that_is_changed_is_noticed()
    {
        var closed = AgentEnvelope.Seal(EndpointConfig.Parse("{}")!, _key.Public);

        for (var i = 0; i < closed.Sealed.Length; i++)
        {
            var text = closed.Sealed.ToCharArray();
            // The last character of what is padded has bits that mean nothing: one of another kind is taken.
            text[i] = text[i] is ':' ? 'A' : text[i] is '=' ? '!' : '*';
            Refuses(new string(text));
            text[i] = closed.Sealed[i] is 'Q' ? 'g' : 'Q';
            if (i + 1 < text.Length && closed.Sealed[i + 1] is not ('=' or ':')) Refuses(new string(text));
        }

        void Refuses(string text) => Assert.Throws<ShieldException>(
            () => _key.Open(closed with { Sealed = text }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a1")]
    [InlineData("a1::")]
    [InlineData("a2:{key}:AAAA")]
    [InlineData("a1:{key}:AAAA")]
    [InlineData("a1:{key}:not base64!")]
    [InlineData("a1:{key}:AAAA:AAAA")]
    [InlineData("a1:AAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("a1:{larger}:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("a1:{key}:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_was_never_sealed_is_refused(string text)
    {
        using var larger = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP384);
        var half = Convert.ToBase64String(larger.PublicKey.ExportSubjectPublicKeyInfo());
        var never = new SealedEndpoint("{}", text
            .Replace("{key}", _key.Public, StringComparison.Ordinal)
            .Replace("{larger}", half, StringComparison.Ordinal));

        Assert.Equal(Reason.Unavailable, Assert.Throws<ShieldException>(() => _key.Open(never)).Reason);
    }

    [Fact]
    public void What_the_core_keeps_is_no_envelope()
    {
        using var folder = new TempFolder();
        using var keys = KeyRing.Open(folder.Path);

        Assert.Throws<ShieldException>(() => _key.Open(keys.Seal(Endpoint)));
        Assert.Throws<ShieldException>(() => keys.Open(AgentEnvelope.Seal(Endpoint, _key.Public)));
    }

    [Fact]
    public async Task Secrets_that_are_opened_at_the_same_time_stay_whole()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                var endpoint = EndpointConfig.Parse($$"""{"password":"{{thread}} and {{i}}"}""")!;
                Assert.Equal(endpoint.Json, _key.Open(AgentEnvelope.Seal(endpoint, _key.Public)).Json);
            }
        })));
    }
}

using Shield.Domain;
using Shield.Domain.Plugins;
using Shield.Silo.Hosting.Keys;

namespace Shield.Silo.Hosting.Tests.Keys;

public sealed class KeyRingTests
{
    private const string Json = """{"host":"db","password":"tr0ub4dor&3"}""";

    [Fact]
    public void What_is_sealed_shows_no_secret_and_opens_to_what_it_was()
    {
        using var folder = new TempFolder();
        using var keys = KeyRing.Open(folder.Path);

        var closed = keys.Seal(EndpointConfig.Parse(Json)!);

        Assert.StartsWith($"v1:{keys.KeyId}:", closed.Sealed, StringComparison.Ordinal);
        Assert.DoesNotContain("tr0ub4dor", closed.Sealed + closed.Masked, StringComparison.Ordinal);
        Assert.Contains("\"db\"", closed.Masked, StringComparison.Ordinal);
        Assert.Equal(EndpointConfig.Parse(Json)!.Json, keys.Open(closed).Json);
    }

    [Fact]
    public void The_same_endpoint_is_never_sealed_the_same_way_twice()
    {
        using var folder = new TempFolder();
        using var keys = KeyRing.Open(folder.Path);
        var endpoint = EndpointConfig.Parse(Json)!;

        Assert.NotEqual(keys.Seal(endpoint).Sealed, keys.Seal(endpoint).Sealed);
    }

    [Fact]
    public void The_key_is_kept_and_opens_what_it_sealed_before_a_restart()
    {
        using var folder = new TempFolder();
        SealedEndpoint closed;
        using (var first = KeyRing.Open(folder.Path)) closed = first.Seal(EndpointConfig.Parse(Json)!);

        using var second = KeyRing.Open(folder.Path);

        Assert.Equal(EndpointConfig.Parse(Json)!.Json, second.Open(closed).Json);
        Assert.Equal(["seal.key"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Every_byte_that_is_changed_is_noticed()
    {
        using var folder = new TempFolder();
        using var keys = KeyRing.Open(folder.Path);
        var closed = keys.Seal(EndpointConfig.Parse("{}")!);
        var start = closed.Sealed.LastIndexOf(':') + 1;
        var bytes = Convert.FromBase64String(closed.Sealed[start..]);

        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            var changed = closed with { Sealed = closed.Sealed[..start] + Convert.ToBase64String(bytes) };
            Assert.Throws<ShieldException>(() => keys.Open(changed));
            bytes[i] ^= 1;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("v1")]
    [InlineData("v2:{id}:AAAA")]
    [InlineData("v1:{id}:AAAA")]
    [InlineData("v1:{id}:not base64!")]
    [InlineData("v1:{id}:AAAA:AAAA")]
    public void What_was_never_sealed_is_refused(string text)
    {
        using var folder = new TempFolder();
        using var keys = KeyRing.Open(folder.Path);
        var never = new SealedEndpoint("{}", text.Replace("{id}", keys.KeyId, StringComparison.Ordinal));

        Assert.Equal(Reason.Unavailable, Assert.Throws<ShieldException>(() => keys.Open(never)).Reason);
    }

    [Fact]
    public void Another_key_is_refused_by_name()
    {
        using var mine = new TempFolder();
        using var theirs = new TempFolder();
        using var keys = KeyRing.Open(mine.Path);
        using var others = KeyRing.Open(theirs.Path);

        var closed = keys.Seal(EndpointConfig.Parse(Json)!);
        var refusal = Assert.Throws<ShieldException>(() => others.Open(closed));

        Assert.Contains(keys.KeyId, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("tr0ub4dor", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_is_for_its_owner_alone()
    {
        using var folder = new TempFolder();
        using var keys = KeyRing.Open(folder.Path);

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(folder.File(KeyRing.FileName)));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void A_key_that_others_can_use_is_refused(UnixFileMode extra)
    {
        using var folder = new TempFolder();
        KeyRing.Open(folder.Path).Dispose();
        File.SetUnixFileMode(
            folder.File(KeyRing.FileName), UnixFileMode.UserRead | UnixFileMode.UserWrite | extra);

        var refusal = Assert.Throws<ShieldException>(() => KeyRing.Open(folder.Path));

        Assert.Contains("can be used by others", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("this is no key")]
    public void A_damaged_key_is_refused_and_not_replaced(string content)
    {
        using var folder = new TempFolder();
        KeyRing.Open(folder.Path).Dispose();
        File.WriteAllText(folder.File(KeyRing.FileName), content);

        Assert.Throws<ShieldException>(() => KeyRing.Open(folder.Path));

        Assert.Equal(content, File.ReadAllText(folder.File(KeyRing.FileName)));
    }

    [Fact]
    public async Task Secrets_that_are_sealed_and_opened_at_the_same_time_stay_whole()
    {
        using var folder = new TempFolder();
        using var keys = KeyRing.Open(folder.Path);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                var endpoint = EndpointConfig.Parse($$"""{"password":"{{thread}} and {{i}}"}""")!;
                Assert.Equal(endpoint.Json, keys.Open(keys.Seal(endpoint)).Json);
            }
        })));
    }
}

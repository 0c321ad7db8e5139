using Shield.Domain.Plugins;

namespace Shield.Silo.Hosting.Tests;

public sealed class KeyRingTests : IDisposable
{
    private const int Threads = 8;
    private const int SecretsPerThread = 2_000;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Secrets_that_are_sealed_and_opened_at_the_same_time_stay_whole()
    {
        using var keys = KeyRing.Open(_folder.Path);

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < SecretsPerThread; i++)
            {
                var endpoint = EndpointConfig.Parse($$"""{"password":"{{thread}} and {{i}}"}""")!;
                Assert.Equal(endpoint.Json, keys.Open(keys.Seal(endpoint)).Json);
            }
        })));
    }
}

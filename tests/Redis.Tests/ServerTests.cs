using Shield.Servers;

namespace Shield.Plugins.Redis.Tests;

/// <summary>Tests of which each has a server for itself: a backup is of all that a server holds.</summary>
public abstract class ServerTests(string options = "") : IAsyncLifetime
{
    protected Sandbox Box { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync() =>
        Box = new Sandbox(await RedisServer.StartAsync(options));

    public async ValueTask DisposeAsync()
    {
        Box.Dispose();
        await Box.Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

using Shield.Servers;

namespace Shield.Plugins.Postgres.Tests;

/// <summary>Tests against the server that all of them share.</summary>
public abstract class ServerTests : IAsyncLifetime
{
    protected Sandbox Box { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync() => Box = new Sandbox(await PostgresServer.SharedAsync());

    public ValueTask DisposeAsync()
    {
        Box.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

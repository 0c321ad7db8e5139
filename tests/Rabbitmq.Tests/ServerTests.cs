using Shield.Servers;

namespace Shield.Plugins.Rabbitmq.Tests;

/// <summary>Tests against the server that all of them share.</summary>
public abstract class ServerTests : IAsyncLifetime
{
    protected Sandbox Box { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync() => Box = new Sandbox(await RabbitmqServer.SharedAsync());

    public ValueTask DisposeAsync()
    {
        Box.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

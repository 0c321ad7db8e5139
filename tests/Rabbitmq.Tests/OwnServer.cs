using Shield.Servers;

namespace Shield.Plugins.Rabbitmq.Tests;

/// <summary>A server for the tests of a few classes, which kill it or restore all of it.</summary>
public sealed class OwnServer : IAsyncLifetime
{
    public RabbitmqServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RabbitmqServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

namespace Shield.Plugins.Etcd.Tests;

/// <summary>Tests of which each has a prefix for itself.</summary>
public abstract class ServerTests(EtcdServer server) : IDisposable
{
    protected EtcdServer Server => server;

    protected Sandbox Box { get; } = new(server);

    public void Dispose()
    {
        Box.Dispose();
        GC.SuppressFinalize(this);
    }
}

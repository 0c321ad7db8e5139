using Shield.Servers;

namespace Shield.Plugins.Mysql.Tests;

/// <summary>A server for the tests of one class, which stop it or replace all of its databases.</summary>
public sealed class OwnServer : IAsyncLifetime
{
    public MysqlServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await MysqlServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

using Shield.Servers;

namespace Shield.Plugins.Postgres.Tests;

/// <summary>A server for the tests of one class, which stop it or replace all of its databases.</summary>
public sealed class OwnServer : IAsyncLifetime
{
    /// <summary>What it is started with, and has to be restarted with.</summary>
    public const string Options = "-c max_prepared_transactions=2 -c wal_level=logical";

    public PostgresServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Server = await PostgresServer.StartAsync(Options);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

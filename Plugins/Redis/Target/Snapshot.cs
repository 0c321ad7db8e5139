using Shield.Plugins.Redis.Replication;
using Shield.Plugins.Redis.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Target;

/// <summary>The server's data at one instant, as an RDB that is read once.</summary>
internal sealed class Snapshot : IAsyncDisposable
{
    private readonly RedisConnection _server;

    private Snapshot(RedisConnection server, Stream content)
    {
        _server = server;
        Content = content;
    }

    public Stream Content { get; }

    /// <summary>Takes it, in the way that the endpoint says.</summary>
    public static async Task<Snapshot> TakeAsync(PluginCall call, CancellationToken cancellationToken)
    {
        var server = await RedisConnection.OpenAsync(Address.Of(call.Endpoint), cancellationToken);
        try
        {
            Stream content = call.Endpoint.Text(RedisFields.Method) == RedisFields.ByFile
                ? await SavedFile.OpenAsync(call, server, cancellationToken)
                : await ReplicaSession.BeginAsync(server, cancellationToken);
            return new Snapshot(server, content);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync();
        await _server.DisposeAsync();
    }
}

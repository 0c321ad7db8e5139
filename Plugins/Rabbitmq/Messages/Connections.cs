using RabbitMQ.Client;
using Shield.Plugins.Rabbitmq.Server;

namespace Shield.Plugins.Rabbitmq.Messages;

/// <summary>One connection for each virtual host, opened when first needed.</summary>
internal sealed class Connections(Settings settings) : IAsyncDisposable
{
    private readonly Dictionary<string, IConnection> _open = [];

    public async Task<IConnection> OpenAsync(string vhost, CancellationToken cancellationToken)
    {
        if (!_open.TryGetValue(vhost, out var connection))
            _open[vhost] = connection = await Broker.ConnectAsync(settings, vhost, cancellationToken);
        return connection;
    }

    /// <summary>Ends them in good order: what was read has been put back when this returns.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        foreach (var connection in _open.Values)
            await connection.CloseAsync(cancellationToken: cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _open.Values)
        {
            try
            {
                await connection.DisposeAsync();
            }
            catch (Exception e) when (Broker.IsFault(e))
            {
                // It was broken already, which is what the caller is being told.
            }
        }
    }
}

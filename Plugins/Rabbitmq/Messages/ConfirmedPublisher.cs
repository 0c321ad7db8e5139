using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Rabbitmq.Messages;

/// <summary>Publishes messages in order, and knows of each whether the server has taken it.</summary>
internal sealed class ConfirmedPublisher : IAsyncDisposable
{
    private const int OpenMax = 256;
    private const int OpenBytesMax = 8 * 1024 * 1024;

    private readonly IChannel _channel;
    private readonly string _queue;
    private readonly Lock _lock = new();
    private readonly SortedDictionary<ulong, int> _open = [];
    private TaskCompletionSource _changed = Signal();
    private ulong _last;
    private long _openBytes;
    private string? _fault;

    private ConfirmedPublisher(IChannel channel, string queue)
    {
        _channel = channel;
        _queue = queue;
    }

    public static async Task<ConfirmedPublisher> OpenAsync(
        IConnection connection, string queue, CancellationToken cancellationToken)
    {
        // The client's own tracking of confirms would add a header to each message.
        var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(
                publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false),
            cancellationToken);
        var publisher = new ConfirmedPublisher(channel, queue);
        channel.BasicAcksAsync += publisher.TakenAsync;
        channel.BasicNacksAsync += publisher.RefusedAsync;
        channel.BasicReturnAsync += publisher.ReturnedAsync;
        channel.ChannelShutdownAsync += publisher.ClosedAsync;
        return publisher;
    }

    /// <exception cref="PluginException">The server refused a message, or went away.</exception>
    public async Task PublishAsync(
        string exchange, string routingKey, BasicProperties properties, ReadOnlyMemory<byte> payload,
        CancellationToken cancellationToken)
    {
        await WaitAsync(OpenMax - 1, OpenBytesMax, cancellationToken);
        lock (_lock)
        {
            _open.Add(++_last, payload.Length);
            _openBytes += payload.Length;
        }

        await _channel.BasicPublishAsync(
            exchange, routingKey, mandatory: true, properties, payload, cancellationToken);
    }

    /// <summary>Waits until the server has taken all of them.</summary>
    /// <inheritdoc cref="PublishAsync"/>
    public Task FinishAsync(CancellationToken cancellationToken) => WaitAsync(0, 0, cancellationToken);

    public async ValueTask DisposeAsync() => await _channel.DisposeAsync();

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task WaitAsync(int openMax, long bytesMax, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_fault is not null)
                    throw new PluginException(
                        PluginExit.Failed, $"a message for queue '{_queue}' was not taken: {_fault}");
                if (_open.Count <= openMax && _openBytes <= bytesMax) return;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private Task TakenAsync(object sender, BasicAckEventArgs ack) => Change(() =>
    {
        foreach (var tag in ack.Multiple ? _open.Keys.TakeWhile(t => t <= ack.DeliveryTag).ToArray()
            : [ack.DeliveryTag])
        {
            if (_open.Remove(tag, out var bytes)) _openBytes -= bytes;
        }
    });

    private Task RefusedAsync(object sender, BasicNackEventArgs nack) =>
        Change(() => _fault ??= "the queue rejects it; is it full?");

    private Task ReturnedAsync(object sender, BasicReturnEventArgs returned) =>
        Change(() => _fault ??= returned.ReplyText);

    private Task ClosedAsync(object sender, ShutdownEventArgs end) =>
        Change(() => _fault ??= $"{end.ReplyCode} {end.ReplyText}");

    private Task Change(Action change)
    {
        lock (_lock)
        {
            change();
            _changed.SetResult();
            _changed = Signal();
        }

        return Task.CompletedTask;
    }
}

using System.Buffers;
using System.Runtime.CompilerServices;
using RabbitMQ.Client;

namespace Shield.Plugins.Rabbitmq.Messages;

/// <summary>Reads the messages of a queue and puts them back.</summary>
internal static class QueueReader
{
    /// <summary>A line for each message that was ready when it began.</summary>
    /// <remarks>They are fetched one by one rather than consumed: a consumer would be sent all at once, and
    /// when it leaves, an auto-delete queue goes with it. When the reading ends, or the process dies, the
    /// server puts them back to where they were.</remarks>
    /// <param name="connection">To the queue's virtual host.</param>
    /// <param name="queue">Its name.</param>
    /// <param name="cancellationToken">Stops it; the messages are put back.</param>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        IConnection connection, string queue, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var line = new ArrayBufferWriter<byte>();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        var ready = (await channel.QueueDeclarePassiveAsync(queue, cancellationToken)).MessageCount;
        ulong last = 0;
        for (var i = 0u; i < ready; i++)
        {
            if (await channel.BasicGetAsync(queue, autoAck: false, cancellationToken) is not { } got) break;
            last = got.DeliveryTag;
            line.ResetWrittenCount();
            new Message(got.Exchange, got.RoutingKey, got.Redelivered, got.BasicProperties, got.Body)
                .WriteTo(line);
            yield return line.WrittenMemory;
        }

        if (last > 0) await channel.BasicNackAsync(last, multiple: true, requeue: true, cancellationToken);
        await channel.CloseAsync(cancellationToken);
    }
}

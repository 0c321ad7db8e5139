using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Shield.Plugins.Rabbitmq.Messages;

/// <summary>What AMQP tells of a queue, exactly and at once; the API is a few seconds behind.</summary>
internal static class QueueState
{
    private const ushort NotFound = 404;

    /// <summary>How many messages are ready; null when there is no such queue.</summary>
    public static async Task<long?> ReadyAsync(
        IConnection connection, string queue, CancellationToken cancellationToken)
    {
        try
        {
            await using var channel =
                await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            return (await channel.QueueDeclarePassiveAsync(queue, cancellationToken)).MessageCount;
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == NotFound)
        {
            return null;
        }
        catch (Exception e) when (Broker.IsFault(e))
        {
            throw Broker.Failure($"queue '{queue}' could not be looked at", e);
        }
    }
}

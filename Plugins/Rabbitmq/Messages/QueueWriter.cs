using RabbitMQ.Client;
using Shield.Plugins.Rabbitmq.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Rabbitmq.Messages;

/// <summary>Puts messages into one queue, as much as possible as they were.</summary>
/// <remarks>Those that came through the default exchange go through it again. Others go through an exchange
/// that leads to this queue alone, so that they keep their routing keys, and nobody else gets them.</remarks>
/// <param name="connection">To the queue's virtual host.</param>
/// <param name="queue">Its name.</param>
/// <param name="user">As whom we publish.</param>
/// <param name="mayImpersonate">Whether we may publish in the name of others.</param>
/// <param name="clock">For the name of the exchange.</param>
internal sealed class QueueWriter(
    IConnection connection, string queue, string user, bool mayImpersonate, TimeProvider clock)
{
    public const string ExchangeHeader = "x-shield-exchange";
    public const string UserHeader = "x-shield-user-id";

    /// <summary>The default exchange heeds it, and would give the message to other queues as well.</summary>
    private const string CarbonCopyHeader = "CC";

    private const string DeliveryCountHeader = "x-delivery-count";

    private readonly string _exchange = TemporaryName.Create(clock);
    private bool _exchangeIsMade;

    /// <returns>How many there were.</returns>
    /// <exception cref="PluginException">The server refused one, or went away.</exception>
    public async Task<long> WriteAsync(
        IAsyncEnumerable<Message> messages, CancellationToken cancellationToken)
    {
        var count = 0L;
        await using var publisher = await ConfirmedPublisher.OpenAsync(connection, queue, cancellationToken);
        try
        {
            await foreach (var message in messages.WithCancellation(cancellationToken))
            {
                var properties = Adapt(message, out var goesDirectly);
                if (!goesDirectly) await EnsureExchangeAsync(cancellationToken);
                await publisher.PublishAsync(
                    goesDirectly ? "" : _exchange, message.RoutingKey, properties, message.Payload,
                    cancellationToken);
                count++;
            }

            await publisher.FinishAsync(cancellationToken);
        }
        catch (Exception e) when (Broker.IsFault(e))
        {
            throw Broker.Failure($"messages of queue '{queue}' could not be written", e);
        }
        finally
        {
            if (_exchangeIsMade) await RemoveExchangeAsync();
        }

        return count;
    }

    private BasicProperties Adapt(Message message, out bool goesDirectly)
    {
        var properties = new BasicProperties(message.Properties);
        var headers = properties.Headers is { } old ? new Dictionary<string, object?>(old) : [];
        goesDirectly = message.Exchange.Length == 0 && message.RoutingKey == queue
            && !headers.ContainsKey(CarbonCopyHeader);
        headers.Remove(DeliveryCountHeader);
        // One that was restored before keeps the name of its first exchange.
        if (!goesDirectly && !TemporaryName.Is(message.Exchange)) headers[ExchangeHeader] = message.Exchange;
        if (properties.IsUserIdPresent() && properties.UserId != user && !mayImpersonate)
        {
            headers[UserHeader] = properties.UserId;
            properties.ClearUserId();
        }

        if (headers.Count > 0) properties.Headers = headers;
        else if (message.Properties.Headers is { Count: > 0 }) properties.ClearHeaders();
        return properties;
    }

    private async Task EnsureExchangeAsync(CancellationToken cancellationToken)
    {
        if (_exchangeIsMade) return;
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        _exchangeIsMade = true;
        await channel.ExchangeDeclareAsync(
            _exchange, ExchangeType.Fanout, durable: false, autoDelete: false,
            cancellationToken: cancellationToken);
        await channel.QueueBindAsync(queue, _exchange, "", cancellationToken: cancellationToken);
    }

    /// <summary>Also when the restore was stopped; a server that is gone has lost it anyway.</summary>
    private async Task RemoveExchangeAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(2), clock);
        try
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: deadline.Token);
            await channel.ExchangeDeleteAsync(_exchange, cancellationToken: deadline.Token);
        }
        catch (Exception e) when (Broker.IsFault(e) || e is OperationCanceledException)
        {
            // The next restore removes it.
        }
    }
}

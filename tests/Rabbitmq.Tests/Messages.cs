using RabbitMQ.Client;

namespace Shield.Plugins.Rabbitmq.Tests;

/// <summary>Many messages, quickly.</summary>
internal static class Messages
{
    /// <summary>Puts durable ones into the queue <c>q</c>.</summary>
    public static async Task FillAsync(Sandbox box, int count, int bytes)
    {
        await using var connection = await box.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var payload = new byte[bytes];
        new Random(1).NextBytes(payload);
        var durable = new BasicProperties { DeliveryMode = DeliveryModes.Persistent };
        var sent = new List<Task>();
        for (var i = 0; i < count; i++)
            sent.Add(channel.BasicPublishAsync("", "q", true, durable, payload).AsTask());
        await Task.WhenAll(sent);
    }

    /// <summary>Waits for something that happens in another process.</summary>
    public static async Task WaitAsync(Func<bool> isTrue)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
        while (!isTrue()) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, late.Token);
    }
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using RabbitMQ.Client;
using Shield.Plugins.Rabbitmq.Archive;
using Shield.Plugins.Rabbitmq.Definitions;
using Shield.Plugins.Rabbitmq.Messages;
using Shield.Plugins.Rabbitmq.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Rabbitmq.Target;

/// <summary>Writes definitions, and messages where asked.</summary>
internal static class Backup
{
    public static async Task RunAsync(PluginCall call, ManagementApi api, CancellationToken cancellationToken)
    {
        call.EnlargeOutput();
        await Account.AskAsync(api, cancellationToken);
        var version = await api.VersionAsync(cancellationToken);
        var definitions = await api.ExportChosenAsync(cancellationToken);
        // Whatever stands against it is said before the first byte.
        var queues = api.Settings.Messages
            ? await QueuesAsync(api, definitions, cancellationToken)
            : [];
        await using var connections = new Connections(api.Settings);
        foreach (var vhost in queues.Select(queue => queue.Vhost).Distinct())
            await connections.OpenAsync(vhost, cancellationToken);
        using var archive = new ArchiveWriter(call.Output, call.Clock.GetUtcNow());
        archive.WriteHead(
            new Manifest(version, api.Settings.Vhost, api.Settings.Messages),
            JsonSerializer.SerializeToUtf8Bytes(definitions.Root, ArchiveJson.Default.JsonObject));
        foreach (var queue in queues)
        {
            if (queue.Unacknowledged > 0)
                call.Say($"warning: {queue.Unacknowledged} messages of queue {queue} are with its consumers, "
                    + "and not in the archive");
            var connection = await connections.OpenAsync(queue.Vhost, cancellationToken);
            await archive.WriteQueueAsync(
                queue.Vhost, queue.Name, ReadAsync(connection, queue, cancellationToken));
        }

        await connections.CloseAsync(cancellationToken);
        archive.WriteEnd();
    }

    private static async Task<IReadOnlyList<QueueFacts>> QueuesAsync(
        ManagementApi api, DefinitionSet definitions, CancellationToken cancellationToken)
    {
        var queues = await QueueFacts.AskAsync(api, definitions, cancellationToken);
        var obstacles = QueueFacts.Obstacles(queues).ToList();
        return obstacles.Count == 0
            ? queues
            : throw new PluginException(PluginExit.Failed, string.Join('\n', obstacles));
    }

    /// <summary>The lines of a queue; what the client throws becomes words, what the output throws stays as
    /// it is.</summary>
    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        IConnection connection, QueueFacts queue,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var lines = QueueReader.ReadAsync(connection, queue.Name, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await lines.MoveNextAsync()) break;
            }
            catch (Exception e) when (Broker.IsFault(e))
            {
                throw Broker.Failure($"the messages of queue {queue} could not be read", e);
            }

            yield return lines.Current;
        }
    }
}

using Shield.Plugins.Redis.Server;

namespace Shield.Plugins.Redis.Replication;

/// <summary>Makes a connection that of a new replica, which wants the data and nothing after it.</summary>
internal static class ReplicaSession
{
    /// <summary>Asks for everything.</summary>
    /// <returns>The data, of one instant.</returns>
    public static async Task<Payload> BeginAsync(RedisConnection server, CancellationToken cancellationToken)
    {
        // It can take data whose length is not known beforehand. The second is of Redis 7: nothing is kept
        // for this replica once the data is sent. A server that does not know one of them is as well without.
        await server.TryAsync(["REPLCONF", "capa", "eof", "capa", "psync2"], cancellationToken);
        await server.TryAsync(["REPLCONF", "rdb-only", "1"], cancellationToken);
        var answer = await server.AskTextAsync(["PSYNC", "?", "-1"], cancellationToken);
        return answer.StartsWith("FULLRESYNC ", StringComparison.Ordinal)
            ? await Payload.BeginAsync(server.Wire, cancellationToken)
            : throw server.Wire.Failure("does not send its data to replicas");
    }
}

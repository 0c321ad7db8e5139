namespace Shield.Plugins.Etcd.Client;

/// <summary>Leases: what keys end with.</summary>
internal static class Leases
{
    /// <summary>How many seconds a lease was granted for; null if it is not there.</summary>
    public static async Task<long?> FindAsync(
        EtcdClient client, long lease, CancellationToken cancellationToken)
    {
        using var answer = await client.AskAsync(
            "lease/timetolive", json => json.WriteNumber("ID", lease), cancellationToken);
        var granted = Keys.Number(answer.RootElement, "grantedTTL");
        return granted > 0 ? granted : null;
    }

    /// <summary>Grants a lease under the identifier it had, unless it is there.</summary>
    public static async Task EnsureAsync(
        EtcdClient client, long lease, long seconds, CancellationToken cancellationToken)
    {
        if (await FindAsync(client, lease, cancellationToken) is not null) return;
        try
        {
            using var answer = await client.AskAsync(
                "lease/grant",
                json =>
                {
                    json.WriteNumber("ID", lease);
                    json.WriteNumber("TTL", seconds);
                },
                cancellationToken);
        }
        catch (EtcdException e) when (e.Kind == EtcdFault.LeaseTaken)
        {
            // Its owner came back at the same moment.
        }
    }
}

using System.Text.Json;
using Shield.Plugins.Etcd.Client;

namespace Shield.Plugins.Etcd.Target;

/// <summary>Gathers puts and deletes, and sends them in as few transactions as etcd allows.</summary>
/// <param name="client">Where they go.</param>
/// <param name="leases">The leases of keys, and for how many seconds they are granted.</param>
internal sealed class Changes(EtcdClient client, IReadOnlyDictionary<long, long> leases)
{
    /// <summary>What etcd takes in one transaction (<c>max-txn-ops</c>).</summary>
    private const int OpsMax = 128;

    /// <summary>Below what it takes in one request (<c>max-request-bytes</c>, 1.5 MiB).</summary>
    private const int BytesMax = 1 << 20;

    private readonly List<Change> _waiting = [];
    private long _bytes;

    /// <summary>How many keys were changed.</summary>
    public long Done { get; private set; }

    /// <summary>How many transactions that took.</summary>
    public long Transactions { get; private set; }

    public Task PutAsync(Pair pair, CancellationToken cancellationToken) =>
        AddAsync(new Change(pair.Key, pair), cancellationToken);

    public Task DeleteAsync(byte[] key, CancellationToken cancellationToken) =>
        AddAsync(new Change(key, null), cancellationToken);

    /// <summary>Sends what still waits.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_waiting.Count == 0) return;
        await SendAsync([.. _waiting], cancellationToken);
        _waiting.Clear();
        _bytes = 0;
    }

    private async Task AddAsync(Change change, CancellationToken cancellationToken)
    {
        var bytes = change.Key.Length + (change.Put?.Value.Length ?? 0);
        if (_waiting.Count == OpsMax || _bytes + bytes > BytesMax) await FlushAsync(cancellationToken);
        _waiting.Add(change);
        _bytes += bytes;
    }

    private async Task SendAsync(Change[] changes, CancellationToken cancellationToken)
    {
        await GrantAsync(changes, cancellationToken);
        try
        {
            await CommitAsync(changes, cancellationToken);
        }
        catch (EtcdException e) when (e.Kind == EtcdFault.TooLarge && changes.Length > 1)
        {
            // A cluster may be set to take less.
            await SendAsync(changes[..(changes.Length / 2)], cancellationToken);
            await SendAsync(changes[(changes.Length / 2)..], cancellationToken);
        }
        catch (EtcdException e) when (e.Kind == EtcdFault.LeaseUnknown)
        {
            // A short one has ended since; once more, and no more.
            await GrantAsync(changes, cancellationToken);
            await CommitAsync(changes, cancellationToken);
        }
    }

    private async Task GrantAsync(Change[] changes, CancellationToken cancellationToken)
    {
        foreach (var lease in changes.Select(c => c.Put?.Lease ?? 0).Where(l => l != 0).Distinct())
            await Leases.EnsureAsync(client, lease, leases[lease], cancellationToken);
    }

    private async Task CommitAsync(Change[] changes, CancellationToken cancellationToken)
    {
        using var answer = await client.AskAsync("kv/txn", json => Write(json, changes), cancellationToken);
        Done += changes.Length;
        Transactions++;
    }

    private static void Write(Utf8JsonWriter json, Change[] changes)
    {
        json.WriteStartArray("success");
        foreach (var change in changes)
        {
            json.WriteStartObject();
            json.WriteStartObject(change.Put is null ? "request_delete_range" : "request_put");
            json.WriteBase64String("key", change.Key);
            if (change.Put is { } pair)
            {
                json.WriteBase64String("value", pair.Value);
                json.WriteNumber("lease", pair.Lease);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private sealed record Change(byte[] Key, Pair? Put);
}

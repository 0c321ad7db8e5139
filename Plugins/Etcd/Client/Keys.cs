using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Shield.Plugins.Etcd.Client;

/// <summary>Reads keys in pages, in order.</summary>
internal static class Keys
{
    /// <summary>How many keys a page may have; fewer where values are large.</summary>
    private const int PageKeysMax = 256;

    private const int FirstPageKeys = 16;

    /// <summary>Pages smaller than the first grow, pages larger than the second shrink.</summary>
    private const int PageBytesMin = 1 << 19, PageBytesMax = 1 << 21;

    /// <summary>The cluster's revision now, as a quorum knows it.</summary>
    public static async Task<long> RevisionAsync(
        EtcdClient client, KeyRange range, CancellationToken cancellationToken)
    {
        using var answer = await client.AskAsync(
            "kv/range",
            json =>
            {
                range.WriteTo(json);
                json.WriteBoolean("count_only", true);
            },
            cancellationToken);
        return Number(answer.RootElement.GetProperty("header"), "revision");
    }

    /// <summary>Every key of a range with its value.</summary>
    /// <param name="client">Whom to ask.</param>
    /// <param name="range">Which keys.</param>
    /// <param name="revision">Of which moment; 0 for whatever is there when a page is read.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<Pair> ReadAsync(
        EtcdClient client,
        KeyRange range,
        long revision,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var keys = FirstPageKeys;
        for (var more = true; more;)
        {
            List<Pair> page;
            try
            {
                (page, more) = await ReadPageAsync(client, range, revision, keys, cancellationToken);
            }
            catch (EtcdException e) when (e.Kind == EtcdFault.TooLarge && keys > 1)
            {
                keys /= 2;
                continue;
            }

            foreach (var pair in page) yield return pair;
            if (page.Count == 0) yield break;
            range = range.After(page[^1].Key);
            var bytes = page.Sum(p => (long)p.Key.Length + p.Value.Length);
            if (bytes < PageBytesMin) keys = Math.Min(keys * 2, PageKeysMax);
            if (bytes > PageBytesMax) keys = Math.Max(keys / 2, 1);
        }
    }

    /// <summary>The gateway writes whole numbers as text, and leaves out what is 0.</summary>
    public static long Number(JsonElement of, string name) => of.TryGetProperty(name, out var value)
        ? long.Parse(value.GetString() ?? "0", CultureInfo.InvariantCulture)
        : 0;

    private static async Task<(List<Pair> Page, bool More)> ReadPageAsync(
        EtcdClient client, KeyRange range, long revision, int keys, CancellationToken cancellationToken)
    {
        using var answer = await client.AskAsync(
            "kv/range",
            json =>
            {
                range.WriteTo(json);
                json.WriteNumber("limit", keys);
                json.WriteNumber("revision", revision);
            },
            cancellationToken);
        var root = answer.RootElement;
        List<Pair> page = root.TryGetProperty("kvs", out var pairs)
            ? [.. pairs.EnumerateArray().Select(p => new Pair(
                Bytes(p, "key"), Bytes(p, "value"), Number(p, "lease")))]
            : [];
        return (page, root.TryGetProperty("more", out var more) && more.GetBoolean());
    }

    private static byte[] Bytes(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) ? value.GetBytesFromBase64() : [];
}

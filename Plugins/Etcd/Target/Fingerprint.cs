using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Shield.Plugins.Etcd.Client;

namespace Shield.Plugins.Etcd.Target;

/// <summary>A digest over keys, values and leases, in the order of the keys.</summary>
internal static class Fingerprint
{
    public static async Task<JsonObject> TakeAsync(
        EtcdClient client, EtcdSettings settings, CancellationToken cancellationToken)
    {
        var range = KeyRange.Below(settings.Prefix);
        var revision = await Keys.RevisionAsync(client, range, cancellationToken);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long keys = 0;
        await foreach (var pair in Keys.ReadAsync(client, range, revision, cancellationToken))
        {
            keys++;
            Append(hash, pair);
        }

        return new JsonObject
        {
            ["keys"] = keys,
            ["digest"] = Convert.ToHexStringLower(hash.GetCurrentHash()),
        };
    }

    // Lengths come first, so that no two contents are the same row of bytes.
    private static void Append(IncrementalHash hash, Pair pair)
    {
        Span<byte> sizes = stackalloc byte[16];
        BinaryPrimitives.WriteInt32BigEndian(sizes, pair.Key.Length);
        BinaryPrimitives.WriteInt32BigEndian(sizes[4..], pair.Value.Length);
        BinaryPrimitives.WriteInt64BigEndian(sizes[8..], pair.Lease);
        hash.AppendData(sizes);
        hash.AppendData(pair.Key);
        hash.AppendData(pair.Value);
    }
}

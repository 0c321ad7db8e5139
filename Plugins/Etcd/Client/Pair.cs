namespace Shield.Plugins.Etcd.Client;

/// <summary>A key, its value, and the lease it ends with; 0 for none.</summary>
internal sealed record Pair(byte[] Key, byte[] Value, long Lease)
{
    public bool IsSameAs(Pair other) =>
        Lease == other.Lease && Value.AsSpan().SequenceEqual(other.Value);
}

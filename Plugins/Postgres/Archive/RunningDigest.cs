using System.Security.Cryptography;

namespace Shield.Plugins.Postgres.Archive;

/// <summary>A digest that grows with what goes through.</summary>
internal sealed class RunningDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _bytes;

    /// <summary>How many pieces have begun so far.</summary>
    public int Parts { get; private set; }

    public void BeginPart() => Parts++;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _bytes += bytes.Length;
    }

    public Digest End() => new(_bytes, Parts, Convert.ToHexStringLower(_hash.GetHashAndReset()));

    public void Dispose() => _hash.Dispose();
}

using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Shield.Plugins.Redis.Rdb;

/// <summary>The sum of digests: the same in whatever order they come.</summary>
internal sealed class DigestSum
{
    private const int Lanes = SHA256.HashSizeInBytes / sizeof(ulong);

    private readonly byte[] _digest = new byte[SHA256.HashSizeInBytes];
    private readonly ulong[] _sum = new ulong[Lanes];

    public string Text => Convert.ToHexStringLower(MemoryMarshal.AsBytes<ulong>(_sum));

    /// <summary>Adds what was hashed, and begins that anew.</summary>
    public void Add(IncrementalHash hash)
    {
        hash.GetHashAndReset(_digest);
        var lanes = MemoryMarshal.Cast<byte, ulong>(_digest);
        for (var lane = 0; lane < Lanes; lane++) _sum[lane] = unchecked(_sum[lane] + lanes[lane]);
    }

    /// <summary>Makes it part of another hash, and begins at zero.</summary>
    public void MoveTo(IncrementalHash hash)
    {
        hash.AppendData(MemoryMarshal.AsBytes<ulong>(_sum));
        Array.Clear(_sum);
    }
}

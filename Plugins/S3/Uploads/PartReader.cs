using System.Security.Cryptography;

namespace Shield.Plugins.S3.Uploads;

/// <summary>Reads the input part by part, and takes the SHA-256 of the whole on a second
/// processor.</summary>
internal sealed class PartReader(Stream input) : IDisposable
{
    private const int ChunkBytes = 1 << 20;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>How much has been read so far.</summary>
    public long Bytes { get; private set; }

    public bool HasEnded { get; private set; }

    /// <summary>Fills the buffer, or as much of it as the input still has.</summary>
    /// <returns>How many bytes are in it.</returns>
    public async Task<int> FillAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        var filled = 0;
        var hashing = Task.CompletedTask;
        try
        {
            while (filled < buffer.Length && !HasEnded)
            {
                var wanted = Math.Min(ChunkBytes, buffer.Length - filled);
                var (start, count) = (filled, await input.ReadAtLeastAsync(
                    buffer.AsMemory(filled, wanted), wanted, throwOnEndOfStream: false, cancellationToken));
                await hashing;
                hashing = Task.Run(() => _hash.AppendData(buffer, start, count), CancellationToken.None);
                filled += count;
                HasEnded = count < wanted;
            }
        }
        finally
        {
            await hashing;
        }

        Bytes += filled;
        return filled;
    }

    /// <summary>Of everything read, as 64 lower-case hex digits; once.</summary>
    public string Sha256() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}

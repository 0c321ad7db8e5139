using System.Security.Cryptography;
using Shield.Plugins.Fs.Native;

namespace Shield.Plugins.Fs.Store;

/// <summary>Copies a stream into a file, taking its SHA-256 on the way on a second processor.</summary>
/// <remarks>The Sdk's BytePump hashes on the thread that writes, because its sink is another process that
/// works meanwhile; a file does not, and so it stored a sixth slower. Nor can it be stopped while its source
/// is silent, or have the disk begin early: a store needs all three.</remarks>
internal static class HashedCopy
{
    private const int BufferBytes = 1 << 20;

    /// <summary>The disk begins to write after so much, so that the flush at the end has little left to
    /// do.</summary>
    private const long WritebackBytes = 32L << 20;

    /// <summary>Copies until the input ends.</summary>
    /// <returns>The number of bytes, and their SHA-256 as 64 lower-case hex digits.</returns>
    public static async Task<(long Bytes, string Sha256)> RunAsync(
        Stream input, int file, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[][] buffers = [new byte[BufferBytes], new byte[BufferBytes]];
        var hashing = Task.CompletedTask;
        long total = 0, flushed = 0;
        for (var turn = 0; ; turn ^= 1)
        {
            var buffer = buffers[turn];
            var count = await input.ReadAtLeastAsync(
                buffer, BufferBytes, throwOnEndOfStream: false, cancellationToken);
            // Only one buffer is being hashed at a time, so the other is free to be filled.
            await hashing;
            if (count == 0) break;
            hashing = Task.Run(() => hash.AppendData(buffer, 0, count), CancellationToken.None);
            try
            {
                Write(file, buffer.AsSpan(0, count));
            }
            finally
            {
                await hashing;
            }

            total += count;
            if (total - flushed < WritebackBytes) continue;
            _ = Libc.SyncRange(file, flushed, total - flushed, Flags.StartWriteback);
            flushed = total;
        }

        return (total, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static unsafe void Write(int file, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            for (var done = 0; done < bytes.Length;)
            {
                var written = Libc.Write(file, start + done, bytes.Length - done);
                if (written >= 0) done += (int)written;
                else if (Errno.Last != Errno.Interrupted)
                    throw Errno.Failure("write the blob, nothing of it is kept");
            }
        }
    }
}

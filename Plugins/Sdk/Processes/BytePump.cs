using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Shield.Plugins.Sdk.Processes;

/// <summary>
/// Copies one stream into another on a thread of its own, and takes a SHA-256 and the count on the way. It
/// closes neither: whether the sink may see an end is for the caller to decide, who knows how the source's
/// process ended.
/// </summary>
/// <param name="source">Read until its end; best a raw pipe.</param>
/// <param name="sink">Flushed at the end of the source.</param>
public sealed class BytePump(Stream source, Stream sink)
{
    // From 64 KiB to 1 MiB the speed hardly differs: the digest costs most. A second thread for it was
    // no gain on two cores, since the processes at both ends need them.
    private const int BufferBytes = 256 * 1024;
    private const int StackBytes = 256 * 1024;

    private readonly TaskCompletionSource<PumpResult> _result =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private long _bytes;

    /// <summary>How many bytes the sink has taken so far; may be read from any thread.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>
    /// Starts copying; to be called once. There is no way to interrupt it but to end the process at either
    /// side, since a thread that waits in a pipe hears nothing else.
    /// </summary>
    /// <returns>How it ended. It fails only for a bug in one of the streams.</returns>
    public Task<PumpResult> RunAsync()
    {
        new Thread(Run, StackBytes) { IsBackground = true, Name = "byte pump" }.Start();
        return _result.Task;
    }

    private void Run()
    {
        try
        {
            _result.SetResult(Copy());
        }
        // The thread belongs to nobody; whoever awaits the result must hear of a bug.
        catch (Exception bug)
        {
            _result.SetException(bug);
        }
    }

    private PumpResult Copy()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
        return (source, sink) is (FileStream from, FileStream to)
            && Share(from.SafeFileHandle, to.SafeFileHandle, buffer, hash) is { } end
                ? end
                : Copy(buffer, hash);
    }

    /// <summary>From pipe to pipe: the kernel gives the sink the very pages that the source has filled, and
    /// they are read here for the digest alone.</summary>
    /// <returns>How it ended; null where the rest must be copied, since these are no two pipes.</returns>
    private PumpResult? Share(SafeHandle from, SafeHandle to, byte[] buffer, IncrementalHash hash)
    {
        while (true)
        {
            var given = Descriptors.Tee(from, to, out var error);
            if (given == 0) return Result(PumpEnd.SourceEnded, hash, null);
            if (error == Posix.BrokenPipe) return Result(PumpEnd.SinkBroke, hash, null);
            if (given < 0) return null;
            while (given > 0)
            {
                var part = buffer.AsSpan(0, (int)Math.Min(given, buffer.Length));
                if (!TryRead(part, out var got, out var fault))
                    return Result(PumpEnd.SourceFailed, hash, fault);
                Count(part[..got], hash);
                given -= got;
            }
        }
    }

    private PumpResult Copy(byte[] buffer, IncrementalHash hash)
    {
        while (true)
        {
            if (!TryRead(buffer, out var got, out var fault))
                return Result(PumpEnd.SourceFailed, hash, fault);
            if (!TryWrite(buffer.AsSpan(0, got), out fault))
                return Result(PumpEnd.SinkBroke, hash, fault);
            if (got == 0)
                return Result(PumpEnd.SourceEnded, hash, null);

            // After writing: the reader works on these bytes while we do.
            Count(buffer.AsSpan(0, got), hash);
        }
    }

    private void Count(ReadOnlySpan<byte> taken, IncrementalHash hash)
    {
        hash.AppendData(taken);
        Interlocked.Add(ref _bytes, taken.Length);
    }

    private PumpResult Result(PumpEnd end, IncrementalHash hash, string? fault) =>
        new(end, Bytes, Convert.ToHexStringLower(hash.GetHashAndReset()), fault);

    private bool TryRead(Span<byte> buffer, out int got, out string? fault)
    {
        (got, fault) = (0, null);
        try
        {
            got = source.Read(buffer);
            return true;
        }
        catch (Exception broken) when (IsStreamFault(broken))
        {
            fault = broken.Message;
            return false;
        }
    }

    private bool TryWrite(ReadOnlySpan<byte> chunk, out string? fault)
    {
        fault = null;
        try
        {
            if (chunk.IsEmpty)
                sink.Flush();
            else
                sink.Write(chunk);
            return true;
        }
        catch (Exception broken) when (IsStreamFault(broken))
        {
            fault = broken.HResult == Posix.BrokenPipe ? null : broken.Message;
            return false;
        }
    }

    private static bool IsStreamFault(Exception fault) =>
        fault is IOException or InvalidDataException or ObjectDisposedException or CryptographicException;
}

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Sdk;

/// <summary>Standard input or output as it is.</summary>
/// <remarks>The console's own stream takes a broken pipe for success, and FileStream keeps an offset of
/// its own, so that what the next program writes to the same file would overwrite ours.</remarks>
internal sealed class StandardStream(int descriptor) : Stream
{
    public const int Input = 0;
    public const int Output = 1;
    public const int Error = 2;

    /// <summary>How soon a read notices that it was cancelled.</summary>
    private const int PollMilliseconds = 100;

    /// <summary>SIGTERM before the end of the input means that it was cut. A signal goes through two threads
    /// before it cancels the token, so the end may be seen first.</summary>
    private const int SignalMilliseconds = 50;

    private bool _hasEnded;

    public override bool CanRead => descriptor == Input;

    public override bool CanWrite => descriptor != Input;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Gives a pipe more room; no pipe, no harm.</summary>
    public void Enlarge()
    {
        using var pipe = new SafeFileHandle(descriptor, ownsHandle: false);
        Descriptors.Enlarge(pipe);
    }

    /// <summary>Hands bytes on to a pipe without copying them.</summary>
    /// <inheritdoc cref="PluginCall.MoveInput"/>
    public long MoveTo(FileStream pipe, long count, CancellationToken cancellationToken)
    {
        WaitReadable(cancellationToken);
        using var own = new SafeFileHandle(descriptor, ownsHandle: false);
        var moved = Descriptors.Move(own, pipe.SafeFileHandle, count, out var error);
        if (error == Posix.BrokenPipe) throw Failure("write to a tool");
        return Math.Max(moved, 0);
    }

    public override int Read(Span<byte> buffer) => ReadBytes(buffer, CancellationToken.None);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        // What is there already is read at once: handing each piece to another thread costs more than
        // reading it.
        Posix.WaitReadable(descriptor, 0)
            ? ReadBytes(buffer.Span, cancellationToken)
            : await Task.Run(() => ReadBytes(buffer.Span, cancellationToken), cancellationToken);

    public override unsafe void Write(ReadOnlySpan<byte> buffer)
    {
        fixed (byte* bytes = buffer)
        {
            for (var done = 0; done < buffer.Length;)
            {
                var written = Posix.Write(descriptor, bytes + done, buffer.Length - done);
                if (written >= 0) done += (int)written;
                else if (Marshal.GetLastPInvokeError() is not (Posix.Interrupted or Posix.TryAgain))
                    throw Failure("write to standard output");
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override Task WriteAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        await Task.Run(() => Write(buffer.Span), cancellationToken);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static IOException Failure(string what)
    {
        var errno = Marshal.GetLastPInvokeError();
        return new IOException($"cannot {what}: {Marshal.GetPInvokeErrorMessage(errno)}", errno);
    }

    private unsafe int ReadBytes(Span<byte> buffer, CancellationToken cancellationToken)
    {
        if (buffer.Length == 0) return 0;
        fixed (byte* bytes = buffer)
        {
            while (true)
            {
                WaitReadable(cancellationToken);
                var read = Posix.Read(descriptor, bytes, buffer.Length);
                if (read == 0) AwaitSignal(cancellationToken);
                if (read >= 0) return (int)read;
                if (Marshal.GetLastPInvokeError() is not (Posix.Interrupted or Posix.TryAgain))
                    throw Failure("read standard input");
            }
        }
    }

    private void WaitReadable(CancellationToken cancellationToken)
    {
        while (!Posix.WaitReadable(descriptor, PollMilliseconds))
            cancellationToken.ThrowIfCancellationRequested();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void AwaitSignal(CancellationToken cancellationToken)
    {
        if (!_hasEnded && cancellationToken.CanBeCanceled)
            cancellationToken.WaitHandle.WaitOne(SignalMilliseconds);
        _hasEnded = true;
        cancellationToken.ThrowIfCancellationRequested();
    }
}

using Microsoft.Win32.SafeHandles;

namespace Shield.Plugins.Sdk.Processes;

/// <summary>
/// Reads a process's standard error on a thread of its own until its end, or, once the process has ended,
/// for a bounded time.
/// </summary>
internal sealed unsafe class StandardErrorReader
{
    /// <summary>
    /// How long standard error may stay open after all processes have ended; only something outside the
    /// supervisor's tree can hold it.
    /// </summary>
    public static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(5);

    private const int ChunkBytes = 64 * 1024;
    private const int StackBytes = 256 * 1024;

    private readonly SafeFileHandle _pipe;
    private readonly SafeFileHandle _ended = Descriptors.Event();
    private readonly Lock _gate = new();
    private readonly LineCutter _lines;
    private readonly TaskCompletionSource<bool> _done =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool _callbackFailed;

    public StandardErrorReader(SafeFileHandle pipe, TimeProvider clock, Action<DateTimeOffset, string> onLine)
    {
        _pipe = pipe;
        _lines = new LineCutter(line => Deliver(clock.GetUtcNow(), line, onLine));
        new Thread(Run, StackBytes) { IsBackground = true, Name = "plugin stderr" }.Start();
    }

    /// <summary>Ends when reading has: true if to the end and every line was taken.</summary>
    public Task<bool> Done => _done.Task;

    /// <summary>From now on the rest is read only for <see cref="DrainLimit"/>.</summary>
    public void ProcessEnded()
    {
        lock (_gate)
        {
            if (!_ended.IsClosed)
                Descriptors.Set(_ended);
        }
    }

    private void Run()
    {
        var whole = false;
        try
        {
            whole = ReadToEnd();
            _lines.Finish();
        }
        catch (IOException)
        {
            // The rest cannot be read; what was read has been delivered.
        }
        finally
        {
            _pipe.Dispose();
            lock (_gate)
                _ended.Dispose();
            _done.SetResult(whole && !_callbackFailed);
        }
    }

    private bool ReadToEnd()
    {
        using var stream = new FileStream(_pipe, FileAccess.Read, bufferSize: 0);
        var chunk = new byte[ChunkBytes];
        var entries = stackalloc NativeMethods.PollEntry[2];
        long? deadline = null;
        while (true)
        {
            entries[0] = new() { Descriptor = Descriptors.Number(_pipe), Events = NativeMethods.PollIn };
            entries[1] = new()
            {
                Descriptor = deadline is null ? Descriptors.Number(_ended) : -1,
                Events = NativeMethods.PollIn,
            };
            var left = deadline - Environment.TickCount64;
            if (left < 0)
                return false;
            if (NativeMethods.Poll(entries, 2, (int)(left ?? -1)) <= 0)
                continue;

            if (entries[1].Returned != 0)
                deadline = Environment.TickCount64 + (long)DrainLimit.TotalMilliseconds;
            if (entries[0].Returned == 0)
                continue;
            var got = stream.Read(chunk);
            if (got == 0)
                return true;
            _lines.Add(chunk.AsSpan(0, got));
        }
    }

    private void Deliver(DateTimeOffset at, string line, Action<DateTimeOffset, string> onLine)
    {
        if (_callbackFailed)
            return;
        try
        {
            onLine(at, line);
        }
        // Whatever a caller's bug throws, the plugin must not be left waiting for a reader.
        catch (Exception)
        {
            _callbackFailed = true;
        }
    }
}

using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Shield.Plugins.Sdk.Processes;

/// <summary>Moves the bytes of a tool; whichever side fails has the tool stopped.</summary>
internal sealed class ToolStreams(Process process, CancellationTokenSource ending)
{
    private ExceptionDispatchInfo? _fault;

    /// <summary>Throws what went wrong first, if a side failed; the others only followed.</summary>
    public void ThrowIfFailed() => Volatile.Read(ref _fault)?.Throw();

    /// <summary>Gives the tool its input, and its end only if the input was whole.</summary>
    public async Task FeedAsync(ToolInput input)
    {
        if (input is ToolInput.Inherited)
            return;

        var pipe = Raw(process.StandardInput.BaseStream, FileAccess.Write);
        if (input is ToolInput.From from)
        {
            var pumped = await Guarded(new BytePump(from.Source, pipe).RunAsync);
            if (pumped.End == PumpEnd.SourceFailed)
                throw await StopAsync(new IOException($"the input cannot be read: {pumped.Fault}"));
        }
        else if (input is ToolInput.Written written)
        {
            await Guarded(() => WriteAsync(written, pipe));
        }

        await pipe.DisposeAsync();
    }

    /// <summary>Takes the tool's output to where it belongs.</summary>
    /// <param name="output">Where that is.</param>
    /// <param name="stream">Null if the tool writes there itself.</param>
    /// <returns>The text that was asked for, or an empty one.</returns>
    public async Task<string> DrainAsync(ToolOutput output, Stream? stream)
    {
        if (stream is null)
            return "";

        await using var pipe = Raw(stream, FileAccess.Read);
        if (output is ToolOutput.Text text)
            return (await Guarded(() => ReadAsync(text, pipe))).Text;

        if (output is ToolOutput.To to)
        {
            var pumped = await Guarded(new BytePump(pipe, to.Sink).RunAsync);
            if (pumped.End != PumpEnd.SourceEnded)
            {
                throw await StopAsync(new IOException(
                    $"the output cannot be written: {pumped.Fault ?? "nobody reads it"}"));
            }
        }
        else if (output is ToolOutput.Read read)
        {
            await Guarded(() => TakeAsync(read, pipe));
        }

        return "";
    }

    private static Task<(string Text, bool Cut)> ReadAsync(ToolOutput.Text text, Stream pipe) =>
        BoundedText.ReadAsync(pipe, text.BytesMax, CancellationToken.None);

    private async Task<bool> WriteAsync(ToolInput.Written written, Stream pipe)
    {
        try
        {
            await written.Write(pipe, ending.Token);
        }
        catch (IOException left) when (left.HResult == Posix.BrokenPipe)
        {
            // The tool wanted no more; its exit code says whether that is well.
        }

        return true;
    }

    private async Task<bool> TakeAsync(ToolOutput.Read read, Stream pipe)
    {
        await read.Take(pipe, ending.Token);
        await BoundedText.ReadAsync(pipe, bytesMax: 0, CancellationToken.None);
        return true;
    }

    private async Task<T> Guarded<T>(Func<Task<T>> side)
    {
        try
        {
            // Not on the caller's thread: what looks asynchronous may block in a pipe.
            return await Task.Run(side);
        }
        catch (Exception failed)
        {
            await StopAsync(failed);
            throw;
        }
    }

    private async Task<Exception> StopAsync(Exception reason)
    {
        Interlocked.CompareExchange(ref _fault, ExceptionDispatchInfo.Capture(reason), null);
        await ending.CancelAsync();
        return reason;
    }

    // The runtime's own pipe streams report a broken pipe in words only; a file stream gives the number.
    private static FileStream Raw(Stream pipe, FileAccess access)
    {
        using var original = (System.IO.Pipes.PipeStream)pipe;
        Descriptors.Enlarge(original.SafePipeHandle);
        return new FileStream(Descriptors.Duplicate(original.SafePipeHandle), access, bufferSize: 0);
    }
}

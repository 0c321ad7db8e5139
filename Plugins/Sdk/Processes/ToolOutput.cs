namespace Shield.Plugins.Sdk.Processes;

/// <summary>Where a tool's standard output or standard error goes.</summary>
public abstract record ToolOutput
{
    private ToolOutput() { }

    /// <summary>The same stream of this process; no byte is copied.</summary>
    public sealed record Inherited : ToolOutput;

    /// <summary>A stream. If writing fails, the tool is stopped.</summary>
    /// <param name="Sink">Flushed, not closed.</param>
    public sealed record To(Stream Sink) : ToolOutput;

    /// <summary>Text in the answer; what comes after the limit is read and dropped.</summary>
    /// <param name="BytesMax">At most so many bytes of UTF-8 are kept.</param>
    public sealed record Text(int BytesMax) : ToolOutput;

    /// <summary>Whatever the callback reads. If it throws, the tool is stopped.</summary>
    /// <param name="Take">Gets the raw pipe; what it leaves unread is dropped.</param>
    public sealed record Read(Func<Stream, CancellationToken, Task> Take) : ToolOutput;
}

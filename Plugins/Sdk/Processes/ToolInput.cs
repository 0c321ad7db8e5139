namespace Shield.Plugins.Sdk.Processes;

/// <summary>Where a tool's standard input comes from.</summary>
public abstract record ToolInput
{
    private ToolInput() { }

    /// <summary>This process's own standard input; no byte is copied.</summary>
    public sealed record Inherited : ToolInput;

    /// <summary>It ends at once.</summary>
    public sealed record Nothing : ToolInput;

    /// <summary>A stream, read to its end. If that fails, the tool is stopped and sees no end.</summary>
    /// <param name="Source">Not closed.</param>
    public sealed record From(Stream Source) : ToolInput;

    /// <summary>What the callback writes. If it throws, the tool is stopped and sees no end.</summary>
    /// <param name="Write">Its return is the end of the input, and awaited even if the tool ends before.
    /// That the tool left early is no error.</param>
    public sealed record Written(Func<Stream, CancellationToken, Task> Write) : ToolInput;
}

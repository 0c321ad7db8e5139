namespace Shield.Plugins.Sdk.Processes;

/// <summary>A program that a plugin runs, and where its bytes come from and go to.</summary>
public sealed class ToolOrder
{
    /// <summary>The program: an absolute path, or a name that is looked up in PATH.</summary>
    public required string Program { get; init; }

    /// <summary>Its arguments, which no shell reads. Never a secret: anybody can see them.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Changes to this process's environment; null removes a variable. Never a secret.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } =
        new Dictionary<string, string?>();

    /// <summary>The folder it starts in; null for this process's own.</summary>
    public string? WorkingFolder { get; init; }

    /// <summary>Its standard input.</summary>
    public ToolInput Input { get; init; } = new ToolInput.Inherited();

    /// <summary>Its standard output.</summary>
    public ToolOutput Output { get; init; } = new ToolOutput.Inherited();

    /// <summary>Its standard error.</summary>
    public ToolOutput Errors { get; init; } = new ToolOutput.Inherited();

    /// <summary>How long it may take to end after SIGTERM before it is killed.</summary>
    /// <remarks>Less than the five seconds in which the plugin itself has to end.</remarks>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(3);
}

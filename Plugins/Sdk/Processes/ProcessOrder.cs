namespace Shield.Plugins.Sdk.Processes;

/// <summary>What to start, and with what. Not a record: it must not print what it holds.</summary>
public sealed class ProcessOrder
{
    /// <summary>The program: an absolute path.</summary>
    public required string Program { get; init; }

    /// <summary>Its arguments, passed as they are; no shell reads them.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>
    /// The whole environment of the process; nothing else is inherited. Allowed names: PATH, HOME, LANG,
    /// TZ, TMPDIR and whatever begins with SHIELD_. See <see cref="PluginEnvironment"/>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The task this process works for: it gets SHIELD_TASK_UUID, and a later agent process finds what is
    /// left of it. Null for short calls such as info.
    /// </summary>
    public Guid? TaskUuid { get; init; }

    /// <summary>
    /// The endpoint, for a plugin that reads SHIELD_ENDPOINT_FILE: any text, in practice JSON. It is kept
    /// in memory only and deleted when the process has ended. Null for none.
    /// </summary>
    public string? Endpoint { get; init; }

    /// <summary>
    /// Gets each line of standard error, in order and from one thread, with the moment it was read. While
    /// it does not return, the plugin may have to wait. It must not throw.
    /// </summary>
    public required Action<DateTimeOffset, string> OnErrorLine { get; init; }
}

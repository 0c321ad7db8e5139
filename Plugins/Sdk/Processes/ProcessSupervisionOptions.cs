namespace Shield.Plugins.Sdk.Processes;

/// <summary>What an agent process decides once about the processes it will start.</summary>
public sealed record ProcessSupervisionOptions
{
    /// <summary>The program shield-supervisor.</summary>
    public required string SupervisorPath { get; init; }

    /// <summary>
    /// A folder with one small file for each running task; created with mode 0700. It belongs to one agent
    /// process at a time and stays the same over restarts, since left-overs are found through it.
    /// </summary>
    public required string RunFolder { get; init; }

    /// <summary>
    /// A folder on a memory file system, in which a private folder for endpoint files is made. Null:
    /// /dev/shm, else XDG_RUNTIME_DIR.
    /// </summary>
    public string? MemoryFolder { get; init; }

    /// <summary>
    /// How long a stopped plugin may take before it is killed; 0 to 1 hour, but at most 8 s where this
    /// process is dead or stands still.
    /// </summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long this process may stand still, as when it is frozen, until its plugins are ended as if it
    /// were dead; 2 s to 1 hour, in whole seconds. Unless set, a little longer than a cluster waits.
    /// </summary>
    public TimeSpan SilenceMax { get; init; } = TimeSpan.FromSeconds(25);
}

using Shield.Domain.Agents;

namespace Shield.Agent.Worker;

/// <summary>What an agent is told once, at its start.</summary>
public sealed record WorkerOptions
{
    /// <summary>With the plugins and the supervisor that lie beside the program.</summary>
    /// <param name="agent">Its label.</param>
    /// <param name="pluginPath">Where plugins are looked for first.</param>
    /// <param name="runFolder">For the notes of what runs.</param>
    public static WorkerOptions AsShipped(
        AgentAddress agent, IReadOnlyList<string> pluginPath, string runFolder) => new()
        {
            Agent = agent,
            PluginFolders = [.. pluginPath, Path.Combine(AppContext.BaseDirectory, "plugins")],
            SupervisorPath = Path.Combine(AppContext.BaseDirectory, "shield-supervisor"),
            RunFolder = runFolder,
        };

    /// <summary>The label by which targets name it.</summary>
    public required AgentAddress Agent { get; init; }

    /// <summary>Where plugins are looked for, in this order; absolute paths.</summary>
    public required IReadOnlyList<string> PluginFolders { get; init; }

    /// <summary>The program shield-supervisor.</summary>
    public required string SupervisorPath { get; init; }

    /// <summary>A folder for the notes by which left-over processes are found after a crash.</summary>
    public required string RunFolder { get; init; }

    /// <summary>How long a stopped plugin may clean up before it is killed.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How long running pipelines may go on when the agent is asked to stop.</summary>
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(10);
}

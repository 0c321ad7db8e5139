using Shield.Domain.Tasks;

namespace Shield.Agent.Worker;

/// <summary>Leaves a pipeline on the way to its outcome; never the worker.</summary>
/// <param name="stage">The step that is to blame.</param>
/// <param name="exitCode">What its process exited with, if it ran to an end.</param>
/// <param name="reason">For people, without secrets.</param>
internal sealed class PipelineException(PluginStage stage, int? exitCode, string reason) : Exception(reason)
{
    /// <summary>What the process exited with, if it ran to an end.</summary>
    public int? ExitCode => exitCode;

    /// <summary>Whether the archive that was read is not what was stored.</summary>
    public bool ArchiveDamaged { get; init; }

    /// <summary>What may still be in the store.</summary>
    public Leftover? LeftBehind { get; set; }

    /// <summary>The outcome it stands for.</summary>
    public PipelineOutcome ToOutcome() => exitCode is LastWords.AgentStoodStill
        ? new PipelineOutcome.Lost(Message)
        : new PipelineOutcome.Failed(stage, exitCode, Message, ArchiveDamaged, LeftBehind);
}

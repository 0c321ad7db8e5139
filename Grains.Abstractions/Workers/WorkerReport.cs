using Shield.Domain.Tasks;
using Shield.Grains.Tasks;

namespace Shield.Grains.Workers;

/// <summary>What a worker tells a task: every second while something happens, every ten in any
/// case.</summary>
/// <param name="Attempt">The attempt it speaks of.</param>
/// <param name="Lines">New lines of the log, in order.</param>
/// <param name="BytesDone">Bytes that have gone through so far.</param>
/// <param name="Outcome">How it ended; null while it runs.</param>
[GenerateSerializer, Immutable, Alias("shield.WorkerReport")]
public sealed record WorkerReport(
    int Attempt, IReadOnlyList<LogLine> Lines, long BytesDone, PipelineOutcome? Outcome);

/// <summary>What the task answers.</summary>
public enum ReportAnswer
{
    /// <summary>Heard and saved. After an outcome: forget it.</summary>
    Acknowledged,

    /// <summary>It was canceled: end it, remove what it stored, and report that.</summary>
    Cancel,

    /// <summary>Nobody wants this attempt any more: end it, remove what it stored, and forget it.</summary>
    Stop,
}

using System.Security.Cryptography;
using System.Text;

namespace Shield.Domain.Jobs;

/// <summary>What became of a moment at which a job was due.</summary>
public enum SlotOutcome
{
    /// <summary>A task was made for it.</summary>
    Task,

    /// <summary>Skipped: the job was paused.</summary>
    Paused,

    /// <summary>Skipped: the job's task before had not ended.</summary>
    Overlap,

    /// <summary>Skipped: the service noticed it only when a later one was due too, so it was down.</summary>
    Missed,

    /// <summary>Skipped: no task could be made.</summary>
    Refused,
}

/// <summary>A moment at which a job was due, settled for good.</summary>
/// <param name="Due">UTC, on a whole minute.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="TaskUuid">The task that was made for it, or that stood in the way; null when there is
/// none.</param>
/// <param name="SettledAt">When that was decided.</param>
public sealed record JobSlot(
    DateTimeOffset Due, SlotOutcome Outcome, TaskId? TaskUuid, DateTimeOffset SettledAt)
{
    /// <summary>The task of a slot: always the same, so that asking twice makes one.</summary>
    public static TaskId TaskOf(JobId job, DateTimeOffset due)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes($"{job} due {due.ToUnixTimeSeconds()}"), hash);
        return new TaskId(new Guid(hash[..16]));
    }
}

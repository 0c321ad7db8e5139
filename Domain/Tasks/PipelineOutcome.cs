namespace Shield.Domain.Tasks;

/// <summary>How a pipeline ended. Every ending is one of these.</summary>
[GenerateSerializer, Immutable, Alias("shield.PipelineOutcome")]
public abstract record PipelineOutcome
{
    private PipelineOutcome()
    {
    }

    /// <summary>A backup: both sides exited 0, there is a key, and the store agrees on bytes and
    /// SHA-256.</summary>
    /// <param name="Key">The name by which the store knows the blob.</param>
    /// <param name="SizeBytes">Length of the stream.</param>
    /// <param name="Sha256">64 lower-case hex digits.</param>
    [GenerateSerializer, Immutable, Alias("shield.PipelineOutcome.Stored")]
    public sealed record Stored(string Key, long SizeBytes, string Sha256) : PipelineOutcome;

    /// <summary>A restore: both sides exited 0 and what was read is what was stored.</summary>
    /// <param name="SizeBytes">Length of the stream.</param>
    [GenerateSerializer, Immutable, Alias("shield.PipelineOutcome.Restored")]
    public sealed record Restored(long SizeBytes) : PipelineOutcome;

    /// <summary>A purge: the store has confirmed that the blob is gone.</summary>
    [GenerateSerializer, Immutable, Alias("shield.PipelineOutcome.Purged")]
    public sealed record Purged : PipelineOutcome;

    /// <summary>It failed.</summary>
    /// <param name="Stage">The step that is to blame.</param>
    /// <param name="ExitCode">What its process exited with; null when it never ran or was cut off.</param>
    /// <param name="Reason">In words a person understands, without secrets.</param>
    /// <param name="ArchiveDamaged">Whether the archive that was read is not what was stored.</param>
    /// <param name="LeftBehind">What may still be in the store and must be purged; null for nothing.</param>
    [GenerateSerializer, Immutable, Alias("shield.PipelineOutcome.Failed")]
    public sealed record Failed(
        PluginStage Stage, int? ExitCode, string Reason, bool ArchiveDamaged, Leftover? LeftBehind)
        : PipelineOutcome;

    /// <summary>The agent could not go on with it, whatever target and store would have said: it stood still,
    /// or heard nothing from the core. No process of it is left.</summary>
    /// <param name="Reason">In words a person understands, without secrets.</param>
    [GenerateSerializer, Immutable, Alias("shield.PipelineOutcome.Lost")]
    public sealed record Lost(string Reason) : PipelineOutcome;

    /// <summary>It was called off, and no process of it is left.</summary>
    /// <param name="LeftBehind">What may still be in the store and must be purged; null for nothing.</param>
    [GenerateSerializer, Immutable, Alias("shield.PipelineOutcome.Canceled")]
    public sealed record Canceled(Leftover? LeftBehind) : PipelineOutcome;
}

/// <summary>A blob that belongs to no archive.</summary>
/// <param name="Key">Its key; null when it is unknown, and only the archive's UUID can find it.</param>
[GenerateSerializer, Immutable, Alias("shield.Leftover")]
public sealed record Leftover(string? Key);

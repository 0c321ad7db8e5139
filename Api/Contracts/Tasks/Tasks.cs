using System.Text.Json.Serialization;

namespace Shield.Api.Contracts.Tasks;

/// <summary>A task. <c>type</c> is backup, restore or purge; <c>status</c> is pending, running, canceled,
/// failed or done. Times are <c>YYYY-MM-DD HH:MM:SS</c> in UTC, empty when unset; ids are null when there is
/// none. <c>debug</c>, the verbose log, is there only when it was asked for.</summary>
public sealed record TaskBody(
    Guid Uuid,
    string Owner,
    string Type,
    Guid? JobUuid,
    Guid? ArchiveUuid,
    string Status,
    string StartedAt,
    string StoppedAt,
    string Log,
    string RequestedAt,
    Guid? TargetUuid,
    Guid? StoreUuid,
    string Agent,
    int Priority,
    int Attempt,
    long BytesDone,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    string? Debug = null);

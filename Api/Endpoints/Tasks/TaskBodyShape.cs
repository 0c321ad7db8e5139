using Shield.Api.Contracts;
using Shield.Api.Contracts.Tasks;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tasks;

/// <summary>What the wire shows of a task.</summary>
internal static class TaskBodyShape
{
    /// <summary>How lists show it.</summary>
    public static ListShape<TaskRow, TaskBody> List { get; } =
        new(row => new Place.Timed(row.RequestedAt, row.Uuid.Value), Of, WireJson.Wire.TaskBody);

    /// <summary>The body for a row.</summary>
    public static TaskBody Of(TaskRow row) => new(
        Uuid: row.Uuid.Value,
        Owner: row.Owner,
        Type: WireWords.Of(row.Op),
        JobUuid: row.Job?.Value,
        ArchiveUuid: row.Archive?.Value,
        Status: WireWords.Of(row.Status),
        StartedAt: WireTime.Of(row.StartedAt),
        StoppedAt: WireTime.Of(row.StoppedAt),
        Log: row.Log,
        RequestedAt: WireTime.Of(row.RequestedAt),
        TargetUuid: row.Target?.Value,
        StoreUuid: row.Store?.Value,
        Agent: row.Agent,
        Priority: row.Priority,
        Attempt: row.Attempt,
        BytesDone: row.BytesDone,
        Debug: row.Debug);
}

using Shield.Api.Contracts.Tasks;

namespace Shield.Api.Contracts;

/// <summary>What the service is busy with, each list at most 1000 tasks long: what waits and what runs, the
/// newest first, and the same in the order in which it is taken up.</summary>
public sealed record InternalStatusBody(
    IReadOnlyList<TaskBody> PendingTasks,
    IReadOnlyList<TaskBody> RunningTasks,
    IReadOnlyList<TaskBody> ScheduleQueue,
    IReadOnlyList<TaskBody> RunQueue);

/// <summary>How a job stands. Times are <c>YYYY-MM-DD HH:MM:SS</c> in UTC, empty when unset; <c>status</c> is
/// that of its last task, empty when there was none; <c>warning</c> is empty when all is well.</summary>
public sealed record JobStatusBody(
    string Name, string LastRun, string NextRun, bool Paused, string Status, string Warning);

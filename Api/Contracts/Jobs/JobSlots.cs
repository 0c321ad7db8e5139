namespace Shield.Api.Contracts.Jobs;

/// <summary>When a job is due, and what became of it when it was.</summary>
/// <param name="Next">The moments at which it is due next, in UTC; none while it is paused.</param>
/// <param name="Last">The latest moments at which it was due, the newest first.</param>
public sealed record JobSlotsBody(IReadOnlyList<DateTimeOffset> Next, IReadOnlyList<JobSlotBody> Last);

/// <summary>A moment at which a job was due.</summary>
/// <param name="Due">In UTC, on a whole minute.</param>
/// <param name="Outcome"><c>task</c>: a task was made; or why it was skipped: <c>paused</c>,
/// <c>overlap</c> (its task before had not ended), <c>missed</c> (the service was down),
/// <c>refused</c> (no task could be made).</param>
/// <param name="TaskUuid">The task that was made, or that had not ended; null when there is none.</param>
/// <param name="SettledAt">When that was decided.</param>
public sealed record JobSlotBody(
    DateTimeOffset Due, string Outcome, Guid? TaskUuid, DateTimeOffset SettledAt);

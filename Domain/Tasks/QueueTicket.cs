namespace Shield.Domain.Tasks;

/// <summary>A task's place in the queue of its agent.</summary>
/// <param name="Task">The task.</param>
/// <param name="Target">The target it reads or writes; null for a purge.</param>
/// <param name="Priority">0 goes first, 100 last.</param>
/// <param name="RequestedAt">Since when it waits.</param>
[GenerateSerializer, Immutable, Alias("shield.QueueTicket")]
public sealed record QueueTicket(TaskId Task, TargetId? Target, int Priority, DateTimeOffset RequestedAt);

/// <summary>Whose turn is next.</summary>
public static class QueueRules
{
    /// <summary>How long a wait raises a task by one step of priority, so that none starves.</summary>
    public static readonly TimeSpan AgeingStep = TimeSpan.FromMinutes(1);

    /// <summary>Who gets the next turn; null when nobody waits.</summary>
    /// <param name="waiting">Who waits.</param>
    /// <param name="now">The moment for which to decide.</param>
    public static QueueTicket? Next(IEnumerable<QueueTicket> waiting, DateTimeOffset now) =>
        waiting.MinBy(ticket => (Rank(ticket, now), ticket.RequestedAt, ticket.Task.Value));

    private static double Rank(QueueTicket ticket, DateTimeOffset now) =>
        ticket.Priority - ((now - ticket.RequestedAt) / AgeingStep);
}

namespace Shield.Domain.Tasks;

/// <summary>What bounds a task.</summary>
/// <param name="Deadline">How long it may wait, and how long each attempt may take.</param>
public sealed record TaskLimits(TimeSpan Deadline)
{
    /// <summary>12 hours each.</summary>
    public static TaskLimits Default { get; } = new(TimeSpan.FromHours(12));
}

namespace Shield.Domain.Jobs;

/// <summary>What somebody says of a job when they create or edit it.</summary>
/// <param name="Name">What people call it; need not be unique.</param>
/// <param name="Summary">What it is for; may be empty.</param>
/// <param name="Target">What is backed up.</param>
/// <param name="Store">Where its archives go.</param>
/// <param name="Schedule">When it runs.</param>
/// <param name="Retention">How long its archives are kept.</param>
/// <param name="Priority">0 runs first, 100 last; null: the default for a new job, unchanged for an old
/// one.</param>
[GenerateSerializer, Immutable, Alias("shield.JobDefinition")]
public sealed record JobDefinition(
    string Name,
    string Summary,
    TargetId Target,
    StoreId Store,
    ScheduleId Schedule,
    RetentionId Retention,
    int? Priority)
{
    /// <summary>The priority of a job that names none.</summary>
    public const int PriorityDefault = 50;

    /// <summary>The least urgent priority.</summary>
    public const int PriorityMax = 100;
}

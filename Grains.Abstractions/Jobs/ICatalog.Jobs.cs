using Shield.Domain;

namespace Shield.Grains;

/// <summary>A job, as lists show it: with what it marries, and how its last run ended.</summary>
public sealed record JobRow
{
    /// <summary>Its id.</summary>
    public required JobId Uuid { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required string Summary { get; init; }

    /// <summary>Whether its schedule passes it over.</summary>
    public required bool Paused { get; init; }

    /// <summary>0 runs first, 100 last.</summary>
    public required int Priority { get; init; }

    /// <summary>What is backed up.</summary>
    public required TargetRow Target { get; init; }

    /// <summary>Where its archives go.</summary>
    public required StoreRow Store { get; init; }

    /// <summary>When it runs.</summary>
    public required ScheduleRow Schedule { get; init; }

    /// <summary>How long its archives are kept.</summary>
    public required RetentionRow Retention { get; init; }

    /// <summary>When its newest backup task was requested; null when there was none.</summary>
    public required DateTimeOffset? LastRun { get; init; }

    /// <summary>How that task stands, as the wire writes it; empty when there was none.</summary>
    public required string LastTaskStatus { get; init; }

    /// <summary>Its next slot; null when there is none, ever.</summary>
    public DateTimeOffset? NextRun { get; init; }

    /// <summary>What operators must know of its archives before it is too late; empty when all is well.
    /// </summary>
    public string Warning { get; init; } = "";

    /// <summary>Which edition it is in: what it refers to is part of it, how that is called is not.</summary>
    public Edition Edition => Edition.Of(
        Name,
        Summary,
        $"{Target.Uuid}",
        $"{Store.Uuid}",
        $"{Schedule.Uuid}",
        $"{Retention.Uuid}",
        Edition.Text(Priority));
}

/// <summary>Which jobs.</summary>
public sealed record JobFilter(
    NameFilter Name,
    TargetId? Target,
    StoreId? Store,
    ScheduleId? Schedule,
    RetentionId? Retention,
    bool? Paused);

public partial interface ICatalog
{
    /// <summary>Jobs by name, then UUID.</summary>
    IAsyncEnumerable<JobRow> ListJobsAsync(
        JobFilter filter, Page page, CancellationToken cancellationToken);

    /// <summary>One job, or null.</summary>
    Task<JobRow?> FindJobAsync(JobId id, CancellationToken cancellationToken);
}

namespace Shield.Domain.Jobs;

/// <summary>A target, a store, a schedule and a retention policy, married; as it is kept.</summary>
public sealed record JobState
{
    /// <summary>Its id, repeated here for the catalog.</summary>
    public JobId Uuid { get; init; }

    /// <summary>What people call it.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is for.</summary>
    public string Summary { get; init; } = "";

    /// <summary>What is backed up.</summary>
    public TargetId TargetUuid { get; init; }

    /// <summary>Where its archives go.</summary>
    public StoreId StoreUuid { get; init; }

    /// <summary>When it runs.</summary>
    public ScheduleId ScheduleUuid { get; init; }

    /// <summary>How long its archives are kept.</summary>
    public RetentionId RetentionUuid { get; init; }

    /// <summary>0 runs first, 100 last.</summary>
    public int Priority { get; init; }

    /// <summary>A paused job is not run by its schedule; by hand it is.</summary>
    public bool Paused { get; init; }

    /// <summary>Its schedule's text, as far as its slots have followed it.</summary>
    public string When { get; init; } = "";

    /// <summary>Up to and including this moment every slot is settled; null for a job of an older
    /// service.</summary>
    public DateTimeOffset? SettledThrough { get; init; }

    /// <summary>Its next slot, on a whole minute; null when there is none, ever.</summary>
    public DateTimeOffset? NextRunAt { get; init; }

    /// <summary>The slots that the last write settled; the catalog keeps them all.</summary>
    public IReadOnlyList<JobSlot> Slots { get; init; } = [];

    /// <summary>Which edition it is in.</summary>
    public Edition ToEdition() => Edition.Of(
        Name,
        Summary,
        $"{TargetUuid}",
        $"{StoreUuid}",
        $"{ScheduleUuid}",
        $"{RetentionUuid}",
        Edition.Text(Priority));
}

namespace Shield.Domain.Schedules;

/// <summary>When jobs run, as it is kept.</summary>
public sealed record ScheduleState
{
    /// <summary>Its id, repeated here for the catalog.</summary>
    public ScheduleId Uuid { get; init; }

    /// <summary>What people call it.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is for.</summary>
    public string Summary { get; init; } = "";

    /// <summary>A text of the Timespec language, as it was written.</summary>
    public string Timespec { get; init; } = "";

    /// <summary>Since when it says so; null for a schedule of an older service.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Which edition it is in.</summary>
    public Edition ToEdition() => Edition.Of(Name, Summary, Timespec);
}

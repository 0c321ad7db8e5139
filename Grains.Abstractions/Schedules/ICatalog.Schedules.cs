using Shield.Domain;

namespace Shield.Grains;

/// <summary>A schedule, as lists show it.</summary>
/// <param name="Uuid">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is for.</param>
/// <param name="When">Its timespec, as it was written.</param>
public sealed record ScheduleRow(ScheduleId Uuid, string Name, string Summary, string When)
{
    /// <summary>Since when it says so; the beginning of time when that is not known.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Which edition it is in.</summary>
    public Edition Edition => Edition.Of(Name, Summary, When);
}

/// <summary>Which schedules or retention policies.</summary>
/// <param name="Name">By name.</param>
/// <param name="Unused">True: those no job uses; false: those one does.</param>
public sealed record PolicyFilter(NameFilter Name, bool? Unused);

public partial interface ICatalog
{
    /// <summary>Schedules by name, then UUID.</summary>
    IAsyncEnumerable<ScheduleRow> ListSchedulesAsync(
        PolicyFilter filter, Page page, CancellationToken cancellationToken);

    /// <summary>One schedule, or null.</summary>
    Task<ScheduleRow?> FindScheduleAsync(ScheduleId id, CancellationToken cancellationToken);
}

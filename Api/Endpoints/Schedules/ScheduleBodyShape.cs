using Shield.Api.Contracts;
using Shield.Api.Contracts.Schedules;
using Shield.Api.Endpoints.Answers;
using Shield.Grains;

namespace Shield.Api.Endpoints.Schedules;

/// <summary>What the wire shows of a schedule.</summary>
internal static class ScheduleBodyShape
{
    /// <summary>How lists show it.</summary>
    public static ListShape<ScheduleRow, ScheduleBody> List { get; } =
        new(row => new Place.Named(row.Name, row.Uuid.Value), Of, WireJson.Wire.ScheduleBody);

    /// <summary>The body for a row.</summary>
    public static ScheduleBody Of(ScheduleRow row) => new(row.Uuid.Value, row.Name, row.Summary, row.When);
}

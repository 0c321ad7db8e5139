using Shield.Api.Endpoints.Requests;
using Shield.Domain.Schedules;

namespace Shield.Api.Endpoints.Schedules;

/// <summary>Reads what somebody says of a schedule.</summary>
internal static class ScheduleReader
{
    /// <summary>The definition; not to be used before the body is found free of faults.</summary>
    public static ScheduleDefinition Read(BodyFields body, Wish wish)
    {
        var name = body.Name();
        var summary = body.Summary(wish);
        var when = body.RequiredTimespec("when");
        return new ScheduleDefinition(name, summary, when);
    }
}

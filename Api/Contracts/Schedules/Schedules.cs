namespace Shield.Api.Contracts.Schedules;

/// <summary>A schedule. <c>when</c> is a text of the Timespec language, as it was written.</summary>
public sealed record ScheduleBody(Guid Uuid, string Name, string Summary, string When);

/// <summary>Makes a schedule.</summary>
public sealed record CreateScheduleRequest(string Name, string? Summary, string When);

/// <summary>A timespec, understood. <c>next</c> holds moments in UTC.</summary>
public sealed record TimespecBody(
    string When, string Canonical, string Meaning, string Zone, IReadOnlyList<DateTimeOffset> Next);

/// <summary>Replaces a schedule. <c>summary</c> must be there, and may be empty.</summary>
public sealed record EditScheduleRequest(string Name, string Summary, string When);

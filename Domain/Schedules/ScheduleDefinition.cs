namespace Shield.Domain.Schedules;

/// <summary>What somebody says of a schedule when they create or edit it.</summary>
/// <param name="Name">What people call it; need not be unique.</param>
/// <param name="Summary">What it is for; may be empty.</param>
/// <param name="When">A text of the Timespec language, as it was written.</param>
[GenerateSerializer, Immutable, Alias("shield.ScheduleDefinition")]
public sealed record ScheduleDefinition(string Name, string Summary, string When);

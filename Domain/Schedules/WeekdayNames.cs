namespace Shield.Domain.Schedules;

/// <summary>Weekdays as people write them, Monday first.</summary>
internal static class WeekdayNames
{
    private const int DaysPerWeek = 7;

    public static OrderedSet<DayOfWeek> WorkingDays { get; } =
    [
        DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday,
    ];

    public static OrderedSet<DayOfWeek> Weekend { get; } = [DayOfWeek.Saturday, DayOfWeek.Sunday];

    public static IEnumerable<DayOfWeek> MondayFirst(IEnumerable<DayOfWeek> days) =>
        days.OrderBy(day => ((int)day + DaysPerWeek - 1) % DaysPerWeek);

    public static string Lower(DayOfWeek day) => day switch
    {
        DayOfWeek.Sunday => "sunday",
        DayOfWeek.Monday => "monday",
        DayOfWeek.Tuesday => "tuesday",
        DayOfWeek.Wednesday => "wednesday",
        DayOfWeek.Thursday => "thursday",
        DayOfWeek.Friday => "friday",
        _ => "saturday",
    };
}

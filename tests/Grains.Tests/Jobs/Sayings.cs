namespace Shield.Grains.Tests.Jobs;

/// <summary>Ways to say when, in zones whose clocks are put on or back in March and April of 2026: Berlin on
/// March 29, Sydney on April 5; in Adelaide too, half an hour off the others.</summary>
internal static class Sayings
{
    private static readonly string[] Zones =
        ["UTC", "Europe/Berlin", "Australia/Sydney", "Australia/Adelaide"];

    public static Saying Any(Random random, bool often)
    {
        var zone = Zones[random.Next(Zones.Length)];
        var (hour, minute) = (random.Next(24), random.Next(60));
        return often
            ? Often(random.Next(4), minute, zone)
            : Seldom(random.Next(8), hour, minute, zone);
    }

    private static Saying Often(int form, int minute, string zone) => form switch
    {
        0 => new($"hourly at {minute} in {zone}", zone, true, at => at.Minute == minute),
        1 => new(
            $"every half hour from {minute % 30} in {zone}", zone, true,
            at => at.Minute % 30 == minute % 30),
        2 => new($"every 50 minutes in {zone}", zone, true, at => ((at.Hour * 60) + at.Minute) % 50 == 0),
        _ => new($"{minute} * * * * in UTC", "UTC", true, at => at.Minute == minute),
    };

    private static Saying Seldom(int form, int hour, int minute, string zone) => form switch
    {
        0 => new($"daily at {hour}:{minute:00} in {zone}", zone, false, At(hour, minute)),

        // When the clock is put on or back, this time is jumped over, or comes twice.
        1 => new($"daily at 2:{minute:00} in {zone}", zone, false, At(2, minute)),
        2 => new(
            $"sundays at 2:{minute:00} in {zone}", zone, false,
            at => at.DayOfWeek is DayOfWeek.Sunday && At(2, minute)(at)),
        3 => new(
            $"monthly at {hour}:{minute:00} on 31 in {zone}", zone, false,
            at => at.Day == 31 && At(hour, minute)(at)),
        4 => new(
            $"every 6 hours from 0:{minute:00} in {zone}", zone, false,
            at => at.Hour % 6 == 0 && at.Minute == minute),
        5 => new(
            $"daily at {hour}:{minute:00} in {zone} within 45 minutes", zone, false, At(hour, minute), 45),
        6 => new(
            $"1st monday at {hour}:{minute:00} in {zone}", zone, false,
            at => at.DayOfWeek is DayOfWeek.Monday && at.Day <= 7 && At(hour, minute)(at)),
        _ => new($"{minute} {hour} * * * in UTC", "UTC", false, At(hour, minute)),
    };

    private static Func<DateTime, bool> At(int hour, int minute) =>
        reading => reading.Hour == hour && reading.Minute == minute;
}

using CsCheck;
using Shield.Domain.Schedules;

namespace Shield.Domain.Tests.Schedules;

/// <summary>Random timespecs, moments and texts.</summary>
internal static class TimespecGen
{
    public static readonly string[] Zones =
    [
        "UTC", "Europe/Berlin", "Europe/Dublin", "America/New_York", "America/St_Johns", "Asia/Kolkata",
        "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Chatham", "Africa/Casablanca", "Africa/Cairo",
    ];

    private static readonly Gen<ClockTime> Time =
        Gen.Select(Gen.Int[0, 23], Gen.Int[0, 59], (hour, minute) => new ClockTime(hour, minute));

    private static readonly Gen<OrderedSet<ClockTime>> Times = Set(Time, 4);

    private static readonly Gen<MonthDay> Day =
        Gen.Int[0, 31].Select(number => number == 0 ? MonthDay.Last : new MonthDay(number));

    private static readonly Gen<WeekOfMonth> Week =
        Gen.Int[0, 5].Select(number => number == 0 ? WeekOfMonth.Last : new WeekOfMonth(number));

    private static readonly Gen<DayOfWeek> Weekday = Gen.Int[0, 6].Select(day => (DayOfWeek)day);

    /// <summary>Every form but cron, whose meaning is not ours.</summary>
    public static readonly Gen<Timespec> OwnForm = Gen.OneOf<Timespec>(
        Set(Gen.Int[0, 59], 4).Select(minutes => (Timespec)new Timespec.Hourly(minutes)),
        Times.Select(times => (Timespec)new Timespec.Daily(times)),
        Gen.Select(Set(Weekday, 6), Times, (days, times) => (Timespec)new Timespec.Weekly(days, times)),
        Gen.Select(Set(Day, 4), Times, (days, times) => (Timespec)new Timespec.Monthly(days, times)),
        Gen.Select(Set(Week, 3), Weekday, Times,
            (weeks, day, times) => (Timespec)new Timespec.MonthlyWeekday(weeks, day, times)),
        Gen.Select(Gen.Int[1, 1440], Time, (n, from) => (Timespec)new Timespec.EveryMinutes(n, from)),
        Gen.Select(Gen.Int[1, 23], Time, (n, from) => (Timespec)new Timespec.EveryHours(n, from)),
        Gen.Int[0, 14].Select(from => (Timespec)new Timespec.QuarterHour(from)),
        Gen.Int[0, 29].Select(from => (Timespec)new Timespec.HalfHour(from)));

    public static readonly Gen<Timespec> Any = Gen.Select(
        Gen.Frequency((9, OwnForm), (1, Gen.OneOfConst(
            "0 4 * * *", "*/7 1-5 * jan,mar mon-fri", "0 0 l * *", "@hourly", "@yearly", "5 4 29 2 *")
            .Select(cron => (Timespec)new Timespec.Cron(cron)))),
        Gen.OneOfConst([null, .. Zones]),
        Gen.Frequency((2, Gen.Const(0)), (1, Gen.Int[1, 1440])),
        (form, zone, spread) => form with
        {
            Zone = zone,
            Spread = spread == 0 ? null : TimeSpan.FromMinutes(spread),
        });

    public static readonly Gen<TimeZoneInfo> Zone = Gen.OneOfConst(Zones).Select(id => TimeZones.Find(id)!);

    /// <summary>1950 to 2100: also years in which zones changed more than their summer time.</summary>
    public static readonly Gen<DateTimeOffset> Moment = Gen.Select(
        Gen.Int[-20 * 365, 130 * 365], Gen.Int[0, 86_399],
        (days, seconds) => DateTimeOffset.UnixEpoch.AddDays(days).AddSeconds(seconds));

    /// <summary>Accepted texts with a few characters changed, doubled, dropped or moved.</summary>
    public static readonly Gen<string> Mutated = Gen.Select(
        Any, Gen.Select(Gen.Int[0, 200], Gen.Int[0, 3], Noise).Array[1, 4],
        (when, changes) => changes.Aggregate(when.Canonical(), Mutate));

    public static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[0, 200], Gen.String[Gen.Char[' ', '~'], 0, 200], Gen.String[0, 10_000],
        Words.Array[0, 40].Select(words => string.Concat(words)),
        Words.Array[0, 40].Select(words => string.Join(' ', words)));

    private static Gen<char> Noise => Gen.OneOf(Gen.Char, Gen.Char[' ', '~'], Gen.Char['0', '9']);

    private static Gen<string> Words => Gen.OneOfConst(
        "every", "day", "hour", "quarter", "half", "at", "on", "from", "4", "99", "4am", "12:30", ":", ",",
        "and", "1st", "last", "sunday", "tue", "s", "weekdays", "monthly", "hourly", "weekly", "daily",
        "past", "til", "in", "UTC", "Europe/Berlin", "../", "within", "minutes", "*", "@daily", "x:", "the",
        "of", "month", "noon", "\0");

    private static Gen<OrderedSet<T>> Set<T>(Gen<T> values, int countMax)
        where T : struct => values.Array[1, countMax].Select(array => OrderedSet.Create<T>(array));

    private static string Mutate(string text, (int Place, int Kind, char Noise) change)
    {
        var place = change.Place % (text.Length + 1);
        return change.Kind switch
        {
            0 => text.Insert(place, change.Noise.ToString()),
            1 when place < text.Length => text.Remove(place, 1),
            2 when place < text.Length => $"{text[..place]}{change.Noise}{text[(place + 1)..]}",
            _ => text[place..] + text[..place],
        };
    }
}

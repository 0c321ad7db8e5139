using System.Diagnostics.CodeAnalysis;

namespace Shield.Domain.Schedules;

// Times of day.
internal sealed partial class TimespecGrammar
{
    /// <summary>More times a day than this are an interval, and would not fit a canonical text.</summary>
    internal const int TimesMax = 48;

    private const int MinuteMax = 59;
    private const int HourMax = 23;

    private bool TryTimes([NotNullWhen(true)] out OrderedSet<ClockTime>? times)
    {
        times = null;
        cursor.TryTake(TimespecTerm.At);
        var found = new List<ClockTime>(1);
        do
        {
            if (found.Count == TimesMax)
                return cursor.Fail(
                    $"more than {TimesMax} times a day", cursor.Current, Repair.Cut(cursor.PreviousEnd));
            if (!TryTime(out var time)) return false;
            found.Add(time);
        }
        while (cursor.TryTakeSeparator());

        times = [.. found];
        return true;
    }

    private bool TryTime(out ClockTime time)
    {
        time = default;
        if (cursor.TryTake(TimespecTerm.Midnight)) return true;
        if (cursor.TryTake(TimespecTerm.Noon))
        {
            time = new ClockTime(12, 0);
            return true;
        }
        if (!cursor.TryTake(TimespecTerm.Number, out var hour)) return FailWithoutTime();
        if (!cursor.TryTake(TimespecTerm.Colon))
            return IsHalfOfDay() ? TryTwelve(hour, 0, cursor.Take(), out time) : FailBareHour(hour);

        if (!cursor.TryTake(TimespecTerm.Number, out var minute))
            return cursor.Fail("the minutes after the colon are missing", cursor.Current,
                Repair.Insert(cursor.PreviousEnd, "00"));
        if (!IsHalfOfDay() && hour.Value > HourMax) return FailHour(hour);
        if (minute.Value > MinuteMax)
            return cursor.Fail($"minute {cursor.Echo(minute)} is not between 0 and {MinuteMax}", minute,
                Repair.Replace(minute, $"{MinuteMax}"));
        if (IsHalfOfDay()) return TryTwelve(hour, minute.Value, cursor.Take(), out time);

        time = new ClockTime(hour.Value, minute.Value);
        return true;
    }

    private bool IsHalfOfDay() => cursor.Current.Term is TimespecTerm.Am or TimespecTerm.Pm;

    private bool TryTwelve(TimespecToken hour, int minute, TimespecToken half, out ClockTime time)
    {
        time = default;
        if (hour.Value is < 1 or > 12)
        {
            var wholeHour = minute == 0 && hour.Value <= HourMax;
            var half24 = wholeHour ? Repair.Replace(half, ":00") : Repair.Remove(half);
            return cursor.Fail(
                $"hour {cursor.Echo(hour)} is not between 1 and 12, as am and pm need it", hour,
                half24, Repair.Replace(hour, hour.Value is > 12 and < 24 ? $"{hour.Value - 12}" : "12"));
        }

        // 12am is midnight and 12pm is noon: twelve counts as zero.
        time = new ClockTime(hour.Value % 12 + (half.Term == TimespecTerm.Pm ? 12 : 0), minute);
        return true;
    }

    private bool FailWithoutTime() => cursor.Fail(
        cursor.Is(TimespecTerm.Colon) ? "the hour before the colon is missing" : "the time of day is missing",
        cursor.Current,
        cursor.Is(TimespecTerm.Colon)
            ? [Repair.Insert(cursor.Current.Start, "0")]
            : [Repair.Insert(cursor.PreviousEnd, "4:00"), Repair.Insert(cursor.PreviousEnd, "at 4:00 on")]);

    private bool FailHour(TimespecToken hour) => cursor.Fail(
        $"hour {cursor.Echo(hour)} is not between 0 and {HourMax}", hour,
        Repair.Replace(hour, hour.Value == 24 ? "0" : $"{HourMax}"));

    private bool FailBareHour(TimespecToken hour)
    {
        var text = cursor.Echo(hour);
        switch (hour.Value)
        {
            case >= 1 and <= 12 when hour.Length <= 2:
                return cursor.FailAmbiguous($"{text} alone could be {hour.Value}am or {hour.Value}pm", hour,
                    Repair.Insert(hour.End, "am"), Repair.Insert(hour.End, "pm"));
            case <= HourMax when hour.Length <= 2:
                return cursor.Fail($"{text} alone is no time of day", hour, Repair.Insert(hour.End, ":00"));
            case <= HourMax * 100 + MinuteMax when hour.Length is 3 or 4 && hour.Value % 100 <= MinuteMax:
                return cursor.Fail($"{text} needs a colon between hours and minutes", hour,
                    Repair.Replace(hour, $"{hour.Value / 100}:{hour.Value % 100:00}"));
            default:
                return cursor.Fail($"hour {text} is not between 0 and {HourMax}", hour,
                    Repair.Replace(hour, $"{HourMax}:00"));
        }
    }
}

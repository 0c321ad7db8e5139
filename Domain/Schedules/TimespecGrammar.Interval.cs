using System.Diagnostics.CodeAnalysis;

namespace Shield.Domain.Schedules;

// Hourly, and every so often.
internal sealed partial class TimespecGrammar
{
    private const int MinutesPerHour = 60;

    private bool TryHourly([NotNullWhen(true)] out Timespec? when)
    {
        when = null;
        cursor.TryTake(TimespecTerm.At);
        var minutes = new List<int>(1);
        do
        {
            if (!TryMinute(out var minute)) return false;
            minutes.Add(minute);
        }
        while (cursor.TryTakeSeparator());

        when = new Timespec.Hourly([.. minutes]);
        return true;
    }

    /// <summary>"15", ":15", "x:15", "*:15", "quarter past", "half past", "10 until".</summary>
    private bool TryMinute(out int minute)
    {
        minute = 0;
        var start = cursor.Current;
        var anyHour = cursor.TryTake(TimespecTerm.AnyHour) || cursor.TryTake(TimespecTerm.Star);
        if (cursor.TryTake(TimespecTerm.Colon)) return TryMinuteNumber(out minute, out _);
        if (anyHour)
            return cursor.Fail(
                "the colon is missing", cursor.Current, Repair.Insert(cursor.PreviousEnd, ":"));
        if (cursor.Current.Term is TimespecTerm.Quarter or TimespecTerm.Half)
        {
            var part = cursor.Take();
            minute = part.Term == TimespecTerm.Half ? 30 : 15;
            return TryPastOrUntil(ref minute) || cursor.Fail(
                $"'past' or 'until' is missing after '{cursor.Echo(part)}'", cursor.Current,
                Repair.Insert(part.End, "past"), Repair.Insert(part.End, "until"));
        }

        if (!TryMinuteNumber(out minute, out var number)) return false;
        if (IsHalfOfDay() || cursor.Is(TimespecTerm.Colon))
            return cursor.Fail("what happens every hour has minutes and no hour", start,
                cursor.Is(TimespecTerm.Colon) ? Repair.Remove(number) : Repair.Remove(cursor.Current),
                new Repair(0, number.Start, "daily at"));
        TryPastOrUntil(ref minute);
        return true;
    }

    private bool TryMinuteNumber(out int minute, out TimespecToken number)
    {
        minute = 0;
        if (!cursor.TryTake(TimespecTerm.Number, out number))
            return cursor.Fail("the minute is missing", cursor.Current,
                Repair.Insert(cursor.PreviousEnd, "0"), Repair.Insert(cursor.PreviousEnd, "at 0"));
        if (number.Value > MinuteMax)
            return cursor.Fail($"minute {cursor.Echo(number)} is not between 0 and {MinuteMax}", number,
                Repair.Replace(number, number.Value == MinutesPerHour ? "0" : $"{MinuteMax}"));

        minute = number.Value;
        return true;
    }

    private bool TryPastOrUntil(ref int minute)
    {
        if (cursor.TryTake(TimespecTerm.Past)) return true;
        if (!cursor.TryTake(TimespecTerm.Until)) return false;

        minute = (MinutesPerHour - minute) % MinutesPerHour;
        return true;
    }

    private bool TryEveryNumber(TimespecToken number, [NotNullWhen(true)] out Timespec? when)
    {
        when = null;
        if (cursor.TryTake(TimespecTerm.Minute)) return TryEveryMinutes(number, number.Value, out when);
        if (cursor.TryTake(TimespecTerm.Hour)) return TryEveryHours(number, number.Value, out when);

        return cursor.Fail("'minutes' or 'hours' is missing", cursor.Current,
            Repair.Insert(number.End, "minutes"), Repair.Insert(number.End, "hours"),
            Repair.Remove(number), Repair.Instead(TimespecHints.Example));
    }

    private bool TryEveryMinutes(TimespecToken number, int minutes, [NotNullWhen(true)] out Timespec? when)
    {
        when = null;
        const int Max = Timespec.EveryMinutes.MinutesMax;
        if (minutes is < 1 or > Max)
            return cursor.Fail($"{cursor.Echo(number)} minutes is not between 1 and {Max}", number,
                Repair.Replace(number, minutes < 1 ? "1" : $"{Max}"));
        if (!TryFrom(out var from)) return false;

        when = new Timespec.EveryMinutes(minutes, from);
        return true;
    }

    private bool TryEveryHours(TimespecToken number, int hours, [NotNullWhen(true)] out Timespec? when)
    {
        when = null;
        const int Max = Timespec.EveryHours.HoursMax;
        if (hours is < 1 or > Max)
            return cursor.Fail($"{cursor.Echo(number)} hours is not between 1 and {Max}", number,
                hours < 1
                    ? [Repair.Replace(number, "1")]
                    : [cursor.TryTake(TimespecTerm.From)
                            ? new Repair(0, cursor.PreviousEnd, "daily at")
                            : new Repair(0, cursor.PreviousEnd, "daily at midnight"),
                        Repair.Replace(number, $"{Max}")]);
        if (!TryFrom(out var from)) return false;

        when = new Timespec.EveryHours(hours, from);
        return true;
    }

    private bool TryFrom(out ClockTime from)
    {
        from = ClockTime.Midnight;
        if (cursor.Is(TimespecTerm.At)) return FailAtInsteadOfFrom();
        return !cursor.TryTake(TimespecTerm.From) || TryTime(out from);
    }

    private bool FailAtInsteadOfFrom() => cursor.Fail(
        "an interval is counted 'from' a time", cursor.Current, Repair.Replace(cursor.Current, "from"));

    private bool TryPartOfHour(TimespecToken part, [NotNullWhen(true)] out Timespec? when)
    {
        when = null;
        var isHalf = part.Term == TimespecTerm.Half;
        var step = isHalf ? Timespec.HalfHour.StepMinutes : Timespec.QuarterHour.StepMinutes;
        if (!cursor.TryTake(TimespecTerm.Hour))
            return cursor.Fail($"'hour' is missing after '{cursor.Echo(part)}'", cursor.Current,
                Repair.Insert(part.End, "hour"));

        var minute = 0;
        if (cursor.Is(TimespecTerm.At)) return FailAtInsteadOfFrom();
        if (cursor.TryTake(TimespecTerm.From))
        {
            var start = cursor.Current;
            if (!TryMinute(out minute)) return false;
            if (minute >= step)
                return cursor.Fail($"minute {minute} is not below the step of {step} minutes", start,
                    new Repair(start.Start, cursor.PreviousEnd, $"{minute % step}"));
        }

        when = isHalf ? new Timespec.HalfHour(minute) : new Timespec.QuarterHour(minute);
        return true;
    }
}

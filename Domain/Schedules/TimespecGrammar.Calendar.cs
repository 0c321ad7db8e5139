using System.Diagnostics.CodeAnalysis;

namespace Shield.Domain.Schedules;

// Daily, weekly and monthly.
internal sealed partial class TimespecGrammar
{
    private const int DaysPerWeek = 7;

    private bool TryDaily([NotNullWhen(true)] out Timespec? when)
    {
        when = null;
        if (!TryTimes(out var times)) return false;
        if (cursor.Is(TimespecTerm.On))
            return cursor.Fail("'daily' is every day and takes no 'on'", cursor.Current,
                new Repair(0, _formEnd, "weekly"), new Repair(0, _formEnd, "monthly"),
                Repair.Cut(cursor.PreviousEnd));

        when = new Timespec.Daily(times);
        return true;
    }

    private bool TryWeekly([NotNullWhen(true)] out Timespec? when)
    {
        when = null;
        if (cursor.TryTake(TimespecTerm.On) || StartsDay(cursor.Current, cursor.Following))
            return TryWeekdaysThenTimes(out when);
        if (cursor.Is(TimespecTerm.End))
            return cursor.Fail("the time of day is missing", cursor.Current,
                Repair.Insert(cursor.PreviousEnd, "at 4:00 on sunday"));
        if (!TryTimes(out var times)) return false;

        cursor.TryTake(TimespecTerm.On);
        if (!TryWeekdays(out var days)) return false;

        when = Weekly(days, times);
        return true;
    }

    private bool TryWeekdaysThenTimes([NotNullWhen(true)] out Timespec? when)
    {
        when = null;
        if (!TryWeekdays(out var days) || !TryTimes(out var times)) return false;

        when = Weekly(days, times);
        return true;
    }

    private static Timespec Weekly(OrderedSet<DayOfWeek> days, OrderedSet<ClockTime> times) =>
        days.Count == DaysPerWeek ? new Timespec.Daily(times) : new Timespec.Weekly(days, times);

    private bool TryWeekdays([NotNullWhen(true)] out OrderedSet<DayOfWeek>? days)
    {
        days = null;
        var found = new List<DayOfWeek>(DaysPerWeek);
        do
        {
            switch (cursor.Current.Term)
            {
                case TimespecTerm.Weekday: found.Add((DayOfWeek)cursor.Current.Value); break;
                case TimespecTerm.Weekdays: found.AddRange(WeekdayNames.WorkingDays); break;
                case TimespecTerm.Weekends: found.AddRange(WeekdayNames.Weekend); break;
                default: return FailWithoutWeekday();
            }
            cursor.Take();
        }
        while (cursor.TryTakeSeparator());

        days = [.. found];
        return true;
    }

    private bool FailWithoutWeekday() => cursor.Current.Term is TimespecTerm.Number or TimespecTerm.Ordinal
            or TimespecTerm.Last or TimespecTerm.The
        ? cursor.Fail("a day of the week has a name, not a number", cursor.Current,
            new Repair(0, _formEnd, "monthly"))
        : cursor.Fail("the day of the week is missing", cursor.Current,
            Repair.Insert(cursor.PreviousEnd, "sunday"), Repair.Insert(cursor.PreviousEnd, "on sunday"));

    private bool TryMonthly([NotNullWhen(true)] out Timespec? when)
    {
        when = null;
        OrderedSet<MonthDay>? days;
        OrderedSet<ClockTime>? times;
        if (cursor.TryTake(TimespecTerm.On) || cursor.Is(TimespecTerm.The)
            || StartsDay(cursor.Current, cursor.Following))
        {
            if (!TryMonthDays(null, out days) || !TryTimes(out times)) return false;
        }
        else
        {
            if (cursor.Is(TimespecTerm.End))
                return cursor.Fail("the time of day is missing", cursor.Current,
                    Repair.Insert(cursor.PreviousEnd, "at 4:00 on 1st"));
            if (!TryTimes(out times)) return false;
            cursor.TryTake(TimespecTerm.On);
            if (!TryMonthDays(times, out days)) return false;
        }

        when = new Timespec.Monthly(days, times);
        return true;
    }
}

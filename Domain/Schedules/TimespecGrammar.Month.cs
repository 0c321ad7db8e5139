using System.Diagnostics.CodeAnalysis;

namespace Shield.Domain.Schedules;

// Days of the month.
internal sealed partial class TimespecGrammar
{
    /// <param name="times">The times read before, if any: a repair then keeps them.</param>
    /// <param name="days">The days.</param>
    private bool TryMonthDays(
        OrderedSet<ClockTime>? times, [NotNullWhen(true)] out OrderedSet<MonthDay>? days)
    {
        days = null;
        var found = new List<MonthDay>(1);
        do
        {
            if (!TryMonthDay(times, out var day)) return false;
            found.Add(day);
        }
        while (cursor.TryTakeSeparator());

        days = [.. found];
        return TryOfTheMonth();
    }

    private bool TryMonthDay(OrderedSet<ClockTime>? times, out MonthDay day)
    {
        day = MonthDay.Last;
        cursor.TryTake(TimespecTerm.The);
        if (cursor.TryTake(TimespecTerm.Last, out var last))
            return cursor.TryTake(TimespecTerm.Day) || cursor.Fail(
                "'last' needs 'day' after it", cursor.Current, Repair.Insert(last.End, "day"));
        if (!TryOrdinal(out var number)) return FailWithoutMonthDay(times);
        if (number.Value is < 1 or > MonthDay.NumberMax)
            return cursor.Fail($"day {cursor.Echo(number)} is not between 1 and {MonthDay.NumberMax}", number,
                number.Value < 1
                    ? [Repair.Replace(number, "1")]
                    : [Repair.Replace(number, $"{MonthDay.NumberMax}"),
                        new Repair(number.Start, cursor.PreviousEnd, "last day")]);

        day = new MonthDay(number.Value);
        return true;
    }

    private bool FailWithoutMonthDay(OrderedSet<ClockTime>? times)
    {
        var weekday = cursor.Current;
        if (weekday.Term != TimespecTerm.Weekday)
            return cursor.Fail("the day of the month is missing", weekday,
                Repair.Insert(cursor.PreviousEnd, "1st"), Repair.Insert(cursor.PreviousEnd, "on 1st"));

        var first = times is null ? "1st" : $"1st {cursor.Echo(weekday)} at {TimespecText.List(times)}";
        return cursor.Fail($"'{cursor.Echo(weekday)}' is no day of the month", weekday,
            times is null ? new Repair(0, weekday.Start, first) : new Repair(0, weekday.End, first),
            new Repair(0, _formEnd, "weekly"));
    }

    private bool TryMonthlyWeekday([NotNullWhen(true)] out Timespec? when)
    {
        when = null;
        var start = cursor.Current.Start;
        var weeks = new List<WeekOfMonth>(1);
        do
        {
            if (!TryWeek(out var week)) return false;
            weeks.Add(week);
        }
        while (cursor.TryTakeSeparator());

        if (!cursor.TryTake(TimespecTerm.Weekday, out var day))
            return cursor.Fail("the day of the week is missing", cursor.Current,
                new Repair(0, start, "monthly on"), Repair.Insert(cursor.PreviousEnd, "sunday"));
        if (!TryOfTheMonth() || !TryTimes(out var times)) return false;

        when = new Timespec.MonthlyWeekday([.. weeks], (DayOfWeek)day.Value, times);
        return true;
    }

    private bool TryWeek(out WeekOfMonth week)
    {
        week = WeekOfMonth.Last;
        cursor.TryTake(TimespecTerm.The);
        if (cursor.TryTake(TimespecTerm.Last)) return true;
        if (!TryOrdinal(out var number))
            return cursor.Fail("which one of the month is missing", cursor.Current,
                Repair.Insert(cursor.Current.Start, "1st"), Repair.Remove(cursor.Current));
        if (number.Value is < 1 or > WeekOfMonth.NumberMax)
            return FailWeek(number);

        week = new WeekOfMonth(number.Value);
        return true;
    }

    private bool FailWeek(TimespecToken number)
    {
        if (cursor.Current.Term is not (TimespecTerm.Weekday or TimespecTerm.Comma or TimespecTerm.And))
            return cursor.Fail("the day of the week is missing", cursor.Current,
                new Repair(0, number.Start, "monthly on"));
        if (number.Value < 1)
            return cursor.Fail($"weekdays of a month are counted from 1, not {cursor.Echo(number)}", number,
                Repair.Replace(number, "1"));
        return cursor.Fail(
            $"a month has at most {WeekOfMonth.NumberMax} of each weekday, not {cursor.Echo(number)}", number,
            Repair.Replace(number, $"{WeekOfMonth.NumberMax}"),
            new Repair(number.Start, cursor.PreviousEnd, "last"));
    }

    /// <summary>"15", "15th" or, up to five, in words. Any ending will do: "19st" is the 19th.</summary>
    private bool TryOrdinal(out TimespecToken number)
    {
        if (cursor.TryTake(TimespecTerm.Ordinal, out number)) return true;
        if (!cursor.TryTake(TimespecTerm.Number, out number)) return false;

        cursor.TryTake(TimespecTerm.OrdinalEnding);
        return true;
    }

    /// <summary>"of the month", "of every month" or nothing.</summary>
    private bool TryOfTheMonth()
    {
        if (!cursor.TryTake(TimespecTerm.Of, out var of)) return true;

        if (!cursor.TryTake(TimespecTerm.The)) cursor.TryTake(TimespecTerm.Every);
        return cursor.TryTake(TimespecTerm.Month)
            || cursor.Fail("'month' is missing after 'of'", cursor.Current,
                Repair.Insert(cursor.PreviousEnd, "month"), Repair.Remove(of));
    }
}

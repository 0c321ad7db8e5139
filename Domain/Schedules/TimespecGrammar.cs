using System.Diagnostics.CodeAnalysis;

namespace Shield.Domain.Schedules;

/// <summary>Reads one form after another; every rule returns false after noting what is wrong.</summary>
internal sealed partial class TimespecGrammar(TimespecCursor cursor)
{
    // Where the words that choose the form end, so that a repair can choose another.
    private int _formEnd;

    public bool TryForm([NotNullWhen(true)] out Timespec? when)
    {
        when = null;
        if (cursor.TryTake(TimespecTerm.Every)) return TryAfterEvery(out when);
        if (StartsMinute()) return TryHourly(out when);
        if (StartsDays()) return TryDays(out when);

        var first = cursor.Current;
        if (first.Term is TimespecTerm.Noon or TimespecTerm.Midnight) return TryDaily(out when);

        if (first.Term is TimespecTerm.Hourly or TimespecTerm.Daily
            or TimespecTerm.Weekly or TimespecTerm.Monthly) cursor.Take();
        _formEnd = cursor.PreviousEnd;
        return first.Term switch
        {
            TimespecTerm.Hourly => TryHourly(out when),
            TimespecTerm.Daily => TryDaily(out when),
            TimespecTerm.Weekly => TryWeekly(out when),
            TimespecTerm.Monthly => TryMonthly(out when),
            TimespecTerm.End => cursor.Fail("the text is empty", first),
            TimespecTerm.At or TimespecTerm.Number => cursor.Fail("how often is missing", first,
                Repair.Insert(first.Start, "daily"), Repair.Insert(first.Start, "every")),
            _ => cursor.Fail($"a timespec cannot begin with '{cursor.Echo(first)}'", first,
                Repair.Remove(first)),
        };
    }

    private bool TryAfterEvery([NotNullWhen(true)] out Timespec? when)
    {
        when = null;
        if (StartsDays()) return TryDays(out when);

        var unit = cursor.Take();
        _formEnd = unit.End;
        return unit.Term switch
        {
            TimespecTerm.Hour when cursor.Is(TimespecTerm.From) => TryEveryHours(unit, 1, out when),
            TimespecTerm.Hour => TryHourly(out when),
            TimespecTerm.Day => TryDaily(out when),
            TimespecTerm.Week => TryWeekly(out when),
            TimespecTerm.Month => TryMonthly(out when),
            TimespecTerm.Minute => TryEveryMinutes(unit, 1, out when),
            TimespecTerm.Quarter or TimespecTerm.Half => TryPartOfHour(unit, out when),
            TimespecTerm.Number => TryEveryNumber(unit, out when),
            TimespecTerm.End => cursor.Fail("what follows 'every' is missing", unit,
                Repair.Insert(unit.Start, "day at 4:00"), Repair.Insert(unit.Start, "6 hours")),
            _ => cursor.Fail($"'{cursor.Echo(unit)}' cannot follow 'every'", unit,
                Repair.Remove(unit), Repair.Replace(unit, "day")),
        };
    }

    /// <summary>A minute phrase that needs no form before it: "half past", "10 until".</summary>
    private bool StartsMinute() =>
        cursor.Current.Term is TimespecTerm.Quarter or TimespecTerm.Half or TimespecTerm.Number
        && cursor.Following.Term is TimespecTerm.Past or TimespecTerm.Until;

    /// <summary>Days come first: "sundays at 8am", "on the 1st sunday at 4am".</summary>
    private bool StartsDays() => StartsDay(cursor.Current, cursor.Following)
        || (cursor.Current.Term is TimespecTerm.On or TimespecTerm.The
            && cursor.Following.Term is not (TimespecTerm.At or TimespecTerm.End));

    private static bool StartsDay(TimespecToken token, TimespecToken following) => token.Term switch
    {
        TimespecTerm.Weekday or TimespecTerm.Weekdays or TimespecTerm.Weekends => true,
        TimespecTerm.Ordinal or TimespecTerm.Last => true,
        TimespecTerm.Number => following.Term is TimespecTerm.OrdinalEnding or TimespecTerm.Weekday,
        _ => false,
    };

    private bool TryDays([NotNullWhen(true)] out Timespec? when)
    {
        _formEnd = cursor.PreviousEnd;
        cursor.TryTake(TimespecTerm.On);
        cursor.TryTake(TimespecTerm.The);
        return cursor.Current.Term is TimespecTerm.Weekday or TimespecTerm.Weekdays or TimespecTerm.Weekends
            ? TryWeekdaysThenTimes(out when)
            : TryMonthlyWeekday(out when);
    }
}

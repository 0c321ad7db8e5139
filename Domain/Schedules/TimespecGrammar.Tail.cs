using System.Diagnostics.CodeAnalysis;

namespace Shield.Domain.Schedules;

// What may follow any form: a zone, a spread, each once, in either order.
internal sealed partial class TimespecGrammar
{
    private const int SpreadMinutesMax = ClockTime.MinutesPerDay;

    public bool TryTail(Timespec form, [NotNullWhen(true)] out Timespec? when)
    {
        when = null;
        while (!cursor.Is(TimespecTerm.End))
        {
            if (form.Zone is null && cursor.TryTake(TimespecTerm.In))
            {
                if (!TryZone(out var zone)) return false;
                form = form with { Zone = zone };
            }
            else if (form.Spread is null && cursor.TryTake(TimespecTerm.Within, out var within))
            {
                if (!TrySpread(within, out var spread)) return false;
                form = form with { Spread = spread };
            }
            else return FailTail();
        }
        when = form;
        return true;
    }

    private bool FailTail()
    {
        var rest = cursor.Current;
        var repeated = rest.Term is TimespecTerm.In or TimespecTerm.Within;
        return cursor.Fail(
            $"'{cursor.Echo(rest)}' {(repeated ? "is said twice" : "has no place here")}", rest,
            Repair.Remove(rest), Repair.Cut(rest.Start));
    }

    private bool TryZone([NotNullWhen(true)] out string? zone)
    {
        zone = null;
        if (!cursor.TryTake(TimespecTerm.Zone, out var id))
            return cursor.Fail("the time zone is missing", cursor.Current,
                Repair.Insert(cursor.PreviousEnd, TimeZones.UtcId));

        zone = TimeZones.Find(cursor.TextOf(id))?.Id;
        return zone is not null || cursor.Fail($"the time zone '{cursor.Echo(id)}' is unknown", id,
            Repair.Replace(id, TimeZones.Nearest(cursor.TextOf(id)) ?? TimeZones.UtcId));
    }

    private bool TrySpread(TimespecToken within, out TimeSpan spread)
    {
        spread = default;
        if (!cursor.TryTake(TimespecTerm.Number, out var number))
            return cursor.Fail("the number of minutes is missing", cursor.Current,
                Repair.Insert(cursor.PreviousEnd, "30"), Repair.Insert(cursor.PreviousEnd, "30 minutes"));
        var inHours = cursor.TryTake(TimespecTerm.Hour);
        if (!inHours && !cursor.TryTake(TimespecTerm.Minute))
            return cursor.Fail(
                "'minutes' or 'hours' is missing", cursor.Current, Repair.Insert(number.End, "minutes"));

        var minutes = inHours ? number.Value * MinutesPerHour : number.Value;
        if (minutes is < 1 or > SpreadMinutesMax)
            return cursor.Fail(
                $"a spread of {cursor.Echo(number)} is not between 1 minute and 24 hours", number,
                minutes < 1
                    ? new Repair(within.Start, cursor.PreviousEnd, "")
                    : new Repair(number.Start, cursor.PreviousEnd, $"{SpreadMinutesMax} minutes"));

        spread = TimeSpan.FromMinutes(minutes);
        return true;
    }
}

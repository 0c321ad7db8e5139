namespace Shield.Domain.Schedules;

/// <summary>One zone's wall clock. Moments are UTC, readings are local, both on whole minutes.</summary>
/// <remarks>
/// It asks the zone for offsets of UTC moments alone. What a zone says about local times (invalid,
/// ambiguous) covers summer time, but not a changed standard time or a skipped day, as in Samoa in 2011.
/// </remarks>
internal readonly struct LocalClock(TimeZoneInfo zone)
{
    /// <summary>Offsets lie within 14 hours: a day to either side holds every moment of a reading.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    /// <summary>No zone has ever changed its offset twice within an hour.</summary>
    private static readonly TimeSpan ProbeStep = TimeSpan.FromHours(1);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public TimeSpan Offset(DateTime moment) => zone.GetUtcOffset(moment);

    public DateTime Reading(DateTime moment) =>
        DateTime.SpecifyKind(moment + Offset(moment), DateTimeKind.Unspecified);

    /// <summary>
    /// The first moment at which the clock has come to <paramref name="reading"/> or past it: the first of
    /// two in autumn, the first after the jump when spring leaves the reading out.
    /// </summary>
    public DateTime FirstMoment(DateTime reading)
    {
        var middle = DateTime.SpecifyKind(reading, DateTimeKind.Utc);
        var moment = middle - Margin;
        var offset = Offset(moment);
        if (IsSteady(moment, middle + Margin, offset)) return middle - offset;

        while (true)
        {
            var due = middle - offset;
            if (due <= moment) return moment;
            if (NextShift(moment, due) is not { } shift) return due;

            moment = shift;
            offset = Offset(moment);
        }
    }

    /// <summary>The first minute in (from, to] whose offset is not that of <paramref name="from"/>.</summary>
    public DateTime? NextShift(DateTime from, DateTime to)
    {
        var offset = Offset(from);
        for (var probe = from; probe < to;)
        {
            var before = probe;
            probe = to - probe > ProbeStep ? probe + ProbeStep : to;
            if (Offset(probe) != offset) return FirstMinuteOf(offset, before, probe);
        }
        return null;
    }

    private DateTime FirstMinuteOf(TimeSpan oldOffset, DateTime before, DateTime shifted)
    {
        while (shifted - before > Minute)
        {
            var middle = before + TimeSpan.FromMinutes((int)((shifted - before).TotalMinutes / 2));
            if (Offset(middle) == oldOffset) before = middle;
            else shifted = middle;
        }
        return shifted;
    }

    private bool IsSteady(DateTime from, DateTime to, TimeSpan offset)
    {
        var step = Margin / 2;
        for (var probe = from + step; probe <= to; probe += step)
            if (Offset(probe) != offset) return false;
        return true;
    }
}

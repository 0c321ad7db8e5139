namespace Shield.Domain.Schedules;

/// <summary>What a word or sign of a timespec stands for; synonyms share one.</summary>
internal enum TimespecTerm
{
    End, Unknown, Number, Colon, Comma, Star, Zone,
    Every, Hourly, Daily, Weekly, Monthly,
    Minute, Hour, Day, Week, Month, Quarter, Half,
    At, On, From, And, The, Of, Last, In, Within,
    Am, Pm, Noon, Midnight, Past, Until, AnyHour,
    OrdinalEnding, Ordinal, Weekday, Weekdays, Weekends,
}

/// <summary>One word, number or sign of a text.</summary>
/// <param name="Term">What it stands for.</param>
/// <param name="Value">A number's value (capped), an ordinal's, or a weekday's; else 0.</param>
/// <param name="Start">Characters before it.</param>
/// <param name="Length">Its characters; 0 for the end.</param>
internal readonly record struct TimespecToken(TimespecTerm Term, int Value, int Start, int Length)
{
    public int End => Start + Length;
}

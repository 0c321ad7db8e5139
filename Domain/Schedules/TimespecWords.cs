using System.Collections.Frozen;

namespace Shield.Domain.Schedules;

/// <summary>The vocabulary, in any case.</summary>
internal static class TimespecWords
{
    /// <summary>How many letters may differ before a typing error is no longer recognised.</summary>
    private const int TypingErrorsMax = 2;

    /// <summary>One error needs about three letters to be told from another word.</summary>
    private const int LettersPerTypingError = 3;

    private static readonly FrozenDictionary<string, (TimespecTerm Term, int Value)> Known = Vocabulary()
        .ToFrozenDictionary(
            word => word.Word, word => (word.Term, word.Value), StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, (TimespecTerm Term, int Value)>
        .AlternateLookup<ReadOnlySpan<char>> BySpan = Known.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly string[] Alphabetical = [.. Known.Keys.Order(StringComparer.Ordinal)];

    public static int LettersMax { get; } = Known.Keys.Max(word => word.Length);

    public static bool TryGet(ReadOnlySpan<char> word, out (TimespecTerm Term, int Value) meaning) =>
        BySpan.TryGetValue(word, out meaning);

    /// <summary>The word that was probably meant, or null.</summary>
    public static string? Nearest(string typed)
    {
        var errorsMax = Math.Min(TypingErrorsMax, (typed.Length + 1) / LettersPerTypingError);
        return TypingDistance.Nearest(typed, Alphabetical, errorsMax);
    }

    private static IEnumerable<(string Word, TimespecTerm Term, int Value)> Vocabulary() =>
    [
        .. Plain(),
        .. Weekday(DayOfWeek.Sunday, "sun", "sunday"),
        .. Weekday(DayOfWeek.Monday, "mon", "monday"),
        .. Weekday(DayOfWeek.Tuesday, "tue", "tuesday"),
        .. Weekday(DayOfWeek.Wednesday, "wed", "wednesday"),
        .. Weekday(DayOfWeek.Thursday, "thu", "thur", "thursday"),
        .. Weekday(DayOfWeek.Friday, "fri", "friday"),
        .. Weekday(DayOfWeek.Saturday, "sat", "saturday"),
        .. Same(TimespecTerm.OrdinalEnding, "st", "nd", "rd", "th"),
        ("first", TimespecTerm.Ordinal, 1), ("second", TimespecTerm.Ordinal, 2),
        ("third", TimespecTerm.Ordinal, 3), ("fourth", TimespecTerm.Ordinal, 4),
        ("fifth", TimespecTerm.Ordinal, 5),
    ];

    private static IEnumerable<(string Word, TimespecTerm Term, int Value)> Plain() =>
    [
        .. Same(TimespecTerm.Every, "every"), .. Same(TimespecTerm.Hourly, "hourly"),
        .. Same(TimespecTerm.Daily, "daily"), .. Same(TimespecTerm.Weekly, "weekly"),
        .. Same(TimespecTerm.Monthly, "monthly"),
        .. Same(TimespecTerm.Minute, "minute", "minutes", "min", "mins"),
        .. Same(TimespecTerm.Hour, "hour", "hours", "hr", "hrs"),
        .. Same(TimespecTerm.Day, "day"), .. Same(TimespecTerm.Week, "week"),
        .. Same(TimespecTerm.Month, "month"),
        .. Same(TimespecTerm.Quarter, "quarter"), .. Same(TimespecTerm.Half, "half"),
        .. Same(TimespecTerm.At, "at"), .. Same(TimespecTerm.On, "on"), .. Same(TimespecTerm.From, "from"),
        .. Same(TimespecTerm.And, "and"), .. Same(TimespecTerm.The, "the"), .. Same(TimespecTerm.Of, "of"),
        .. Same(TimespecTerm.Last, "last"), .. Same(TimespecTerm.In, "in"),
        .. Same(TimespecTerm.Within, "within"),
        .. Same(TimespecTerm.Am, "am"), .. Same(TimespecTerm.Pm, "pm"),
        .. Same(TimespecTerm.Noon, "noon"), .. Same(TimespecTerm.Midnight, "midnight"),
        .. Same(TimespecTerm.Past, "past", "after"),
        .. Same(TimespecTerm.Until, "until", "till", "til", "to", "before"),
        .. Same(TimespecTerm.AnyHour, "h", "x"),
        .. Same(TimespecTerm.Weekdays, "weekday", "weekdays"),
        .. Same(TimespecTerm.Weekends, "weekend", "weekends"),
    ];

    private static IEnumerable<(string Word, TimespecTerm Term, int Value)> Same(
        TimespecTerm term, params string[] words) => words.Select(word => (word, term, 0));

    private static IEnumerable<(string Word, TimespecTerm Term, int Value)> Weekday(
        DayOfWeek day, params string[] words) =>
        words.SelectMany(word => new[] { word, word + "s" })
            .Select(word => (word, TimespecTerm.Weekday, (int)day));
}

namespace Shield.Domain.Schedules;

/// <summary>Which of a month's equal weekdays is meant: the first to the fifth, or the last.</summary>
/// <remarks>Counted by days 1–7, 8–14, 15–21, 22–28 and 29–31, so the first may fall on the 7th.</remarks>
public readonly record struct WeekOfMonth : IComparable<WeekOfMonth>
{
    internal const int NumberMax = 5;
    private const int DaysPerWeek = 7;

    // Zero stands for the last one, so that even the default value is a week.
    private readonly int _number;

    /// <summary>The n-th; a fifth that a month does not have is skipped.</summary>
    /// <param name="number">1 to 5.</param>
    /// <exception cref="ArgumentOutOfRangeException">No month has so many.</exception>
    public WeekOfMonth(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, NumberMax);
        _number = number;
    }

    /// <summary>The last, which is the fourth or the fifth.</summary>
    public static WeekOfMonth Last => default;

    /// <summary>True for the fifth, which not every month has.</summary>
    public bool IsSometimesMissing => _number == NumberMax;

    private int Rank => _number == 0 ? NumberMax + 1 : _number;

    /// <summary>True when <paramref name="date"/> lies in this week of its month.</summary>
    /// <param name="date">A date of the local calendar.</param>
    public bool Is(DateOnly date) => _number == 0
        ? date.Day > DateTime.DaysInMonth(date.Year, date.Month) - DaysPerWeek
        : (date.Day - 1) / DaysPerWeek + 1 == _number;

    /// <summary>True when the left week is earlier than the right one.</summary>
    public static bool operator <(WeekOfMonth left, WeekOfMonth right) => left.Rank < right.Rank;

    /// <summary>True when the left week is not later than the right one.</summary>
    public static bool operator <=(WeekOfMonth left, WeekOfMonth right) => left.Rank <= right.Rank;

    /// <summary>True when the left week is later than the right one.</summary>
    public static bool operator >(WeekOfMonth left, WeekOfMonth right) => left.Rank > right.Rank;

    /// <summary>True when the left week is not earlier than the right one.</summary>
    public static bool operator >=(WeekOfMonth left, WeekOfMonth right) => left.Rank >= right.Rank;

    /// <summary>By number; the last comes after all of them.</summary>
    /// <param name="other">Another week.</param>
    public int CompareTo(WeekOfMonth other) => Rank.CompareTo(other.Rank);

    /// <summary>The canonical form: <c>3rd</c> or <c>last</c>.</summary>
    public override string ToString() => _number == 0 ? "last" : Ordinals.Text(_number);
}

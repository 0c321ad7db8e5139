namespace Shield.Grains;

/// <summary>Which part of a list.</summary>
/// <param name="RowsMax">At most so many rows; null for all there are.</param>
/// <param name="After">Only what comes after this place; null for the beginning.</param>
/// <remarks>A walk that goes on after the last row it got shows no row twice, and misses none that was there
/// all the time, whatever comes and goes meanwhile.</remarks>
public sealed record Page(int? RowsMax, Place? After)
{
    /// <summary>All of it.</summary>
    public static Page Whole { get; } = new(null, null);
}

/// <summary>A place in a list: where a row stands, or stood before it went.</summary>
public abstract record Place
{
    private Place()
    {
    }

    /// <summary>In a list by name, then UUID.</summary>
    public sealed record Named(string Name, Guid Uuid) : Place;

    /// <summary>In a list with the newest first, to the millisecond.</summary>
    public sealed record Timed(DateTimeOffset At, Guid Uuid) : Place;
}

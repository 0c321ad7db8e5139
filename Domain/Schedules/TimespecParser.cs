namespace Shield.Domain.Schedules;

/// <summary>Reads what people write when they say when a backup runs.</summary>
/// <remarks>Language, daylight rules and refusals: docs/timespec.md.</remarks>
public static class TimespecParser
{
    /// <summary>Longest text that is read, in characters; every canonical text is shorter.</summary>
    public const int TextCharactersMax = 1000;

    /// <summary>What a text means, or why it means nothing.</summary>
    /// <param name="text">Anything; only its first <see cref="TextCharactersMax"/> characters matter.</param>
    /// <returns>Always one of the two; no text makes it throw.</returns>
    /// <exception cref="ArgumentNullException">There is no text at all.</exception>
    public static TimespecResult Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (when, fault) = TimespecReader.Read(text);
        return fault is null
            ? new TimespecResult.Accepted(when!)
            : new TimespecResult.Refused(fault.Message, fault.Position, TimespecHints.For(text, fault));
    }
}

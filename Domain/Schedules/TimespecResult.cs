namespace Shield.Domain.Schedules;

/// <summary>What <see cref="TimespecParser.Parse"/> made of a text.</summary>
public abstract record TimespecResult
{
    private TimespecResult()
    {
    }

    /// <summary>The text says when.</summary>
    /// <param name="When">The meaning.</param>
    public sealed record Accepted(Timespec When) : TimespecResult;

    /// <summary>The text does not say when, or says it in a way that could be misread.</summary>
    /// <param name="Message">What is wrong: a fact in lower case.</param>
    /// <param name="Position">Where: characters before the wrong place, 0 to the text's length.</param>
    /// <param name="Hint">What would work: one or two accepted timespecs, each between backticks.</param>
    public sealed record Refused(string Message, int Position, string Hint) : TimespecResult;
}

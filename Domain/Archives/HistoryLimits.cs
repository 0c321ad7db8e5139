namespace Shield.Domain.Archives;

/// <summary>How long what is over is remembered.</summary>
/// <param name="Tasks">A task and its log, from its end on.</param>
/// <param name="PurgedArchives">The row of an archive, from the moment its store confirmed the purge.</param>
public sealed record HistoryLimits(TimeSpan Tasks, TimeSpan PurgedArchives)
{
    /// <summary>90 days, and a year.</summary>
    public static HistoryLimits Default { get; } = new(TimeSpan.FromDays(90), TimeSpan.FromDays(365));

    /// <summary>The shortest that can be asked for: whoever looks the next morning finds what happened.
    /// </summary>
    public static readonly TimeSpan Min = TimeSpan.FromDays(1);

    /// <summary>The longest that can be asked for.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromDays(36_500);
}

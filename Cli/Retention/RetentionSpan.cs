using Shield.Cli.Output;

namespace Shield.Cli.Retention;

/// <summary>The value of <c>--expires</c>.</summary>
internal static class RetentionSpan
{
    /// <summary>Seconds; how few are too few is for the core to say.</summary>
    public static long Parse(string expires) => DurationText.Parse(expires)
        ?? throw CliFailureException.Usage(
            $"--expires '{expires}' is no span of time",
            "a number and s, m, h, d, w or y: 3600s, 12h, 90d, 2w, 1y");
}

namespace Shield.Cli;

/// <summary>The command cannot go on. The message is a lower-case fact.</summary>
/// <param name="exitCode">What the program exits with.</param>
/// <param name="message">What is wrong.</param>
/// <param name="hint">What to do about it, or empty.</param>
/// <param name="details">Every single fault or candidate, a line each.</param>
internal sealed class CliFailureException(
    int exitCode, string message, string hint, params IReadOnlyList<string> details) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public string Hint { get; } = hint;

    public IReadOnlyList<string> Details { get; } = details;

    public static CliFailureException Usage(
        string message, string hint, params IReadOnlyList<string> details) =>
        new(Cli.ExitCode.Usage, message, hint, details);
}

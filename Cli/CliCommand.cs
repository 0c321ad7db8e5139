using Shield.Cli.Grammar;

namespace Shield.Cli;

/// <summary>One thing the program can do: <c>shield VERB NOUN [ARG] [options]</c>.</summary>
internal sealed class CliCommand
{
    public required string Verb { get; init; }

    /// <summary>Null for the few verbs that need none.</summary>
    public Noun? Noun { get; init; }

    public required string Summary { get; init; }

    /// <summary>How the argument is called in help, or null when there is none.</summary>
    public string? Argument { get; init; }

    public IReadOnlyList<CliOption> Options { get; init; } = [];

    /// <summary>Whole command lines, the plainest first.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    public required Func<Session, CancellationToken, Task<int>> Run { get; init; }

    /// <summary>As it is typed: <c>list retention policies</c>.</summary>
    public string Words => Noun is null ? Verb : $"{Verb} {(Verb == Verbs.List ? Noun.Many : Noun.One)}";

    public string Usage =>
        $"shield {Words}{(Argument is null ? "" : " " + Argument)}{(Options.Count == 0 ? "" : " [options]")}";
}

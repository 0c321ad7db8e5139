namespace Shield.Cli;

/// <summary>Everything of the outer world the command line touches, the network aside.</summary>
internal sealed class CliConsole
{
    public required TextReader In { get; init; }

    /// <summary>A line that is typed without being shown.</summary>
    public required Func<CancellationToken, Task<string>> ReadHidden { get; init; }

    public required TextWriter Out { get; init; }

    /// <summary>Standard output for what is no text; what was printed before stands before it.</summary>
    public required Func<Stream> OpenOut { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>True when a person reads the output, and it may be drawn rather than listed.</summary>
    public required bool OutIsTerminal { get; init; }

    /// <summary>True when there is a person to ask: input and errors are both a terminal.</summary>
    public required bool CanAsk { get; init; }

    /// <summary>Columns of the terminal; measuring talks to it, so it is done only before drawing.</summary>
    public required Func<int> Width { get; init; }

    public required Func<string, string?> Environment { get; init; }

    /// <summary>The folder that holds <c>.shield_config</c>.</summary>
    public required string Home { get; init; }

    /// <summary>The moment, and the zone that times are shown in.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Who asks, for the record; the core replaces it by the name of the token where there are any.
    /// </summary>
    public string? Owner => Environment("USER") is { Length: > 0 } user ? user : null;

    /// <summary>Colour only for terminals, and only where nobody asked for none (no-color.org).</summary>
    public bool Colors =>
        OutIsTerminal && string.IsNullOrEmpty(Environment("NO_COLOR")) && Environment("TERM") != "dumb";
}

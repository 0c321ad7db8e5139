namespace Shield.Cli.Tests;

/// <summary>Runs the command line as a shell would, in this process.</summary>
internal sealed class Shell
{
    public Dictionary<string, string> Environment { get; } = new() { ["NO_COLOR"] = "1" };

    public string Input { get; init; } = "";

    public bool OutIsTerminal { get; init; }

    public bool CanAsk { get; init; }

    public int Width { get; init; } = 200;

    public string Home { get; init; } = "/nowhere";

    public TimeProvider Clock { get; init; } = new HastyClock();

    public static Shell At(FakeCore core) => new() { Environment = { ["SHIELD_API"] = core.Url } };

    public static Shell TerminalAt(FakeCore core, string input = "") => new()
    {
        Environment = { ["SHIELD_API"] = core.Url },
        OutIsTerminal = true,
        CanAsk = true,
        Input = input,
    };

    /// <summary>Splits at blanks; a word in single quotes stays whole.</summary>
    public Task<Ran> RunAsync(string line) => RunAsync(Words(line), CancellationToken.None);

    public Task<Ran> RunAsync(string[] args) => RunAsync(args, CancellationToken.None);

    public Task<Ran> RunAsync(string line, CancellationToken cancellationToken) =>
        RunAsync(Words(line), cancellationToken);

    public async Task<Ran> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var bytes = new MemoryStream();
        var console = Console(new StringReader(Input), output, error, bytes);
        var exit = await CommandLine.RunAsync(args, console, cancellationToken);
        return new Ran(exit, output.ToString(), error.ToString()) { Bytes = bytes.ToArray() };
    }

    public CliConsole Console(TextWriter output, TextWriter error) =>
        Console(new StringReader(Input), output, error, Stream.Null);

    private CliConsole Console(TextReader input, TextWriter output, TextWriter error, Stream bytes) => new()
    {
        In = input,
        ReadHidden = async token => $"{await input.ReadLineAsync(token)}",
        Out = output,
        OpenOut = () => bytes,
        Error = error,
        OutIsTerminal = OutIsTerminal,
        CanAsk = CanAsk,
        Width = () => Width,
        Environment = name => Environment.GetValueOrDefault(name),
        Home = Home,
        Clock = Clock,
    };

    private static string[] Words(string line) =>
        [.. line.Split('\'').SelectMany((part, i) =>
            i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}

internal sealed record Ran(int Exit, string Out, string Error)
{
    /// <summary>What was printed that is no text.</summary>
    public byte[] Bytes { get; init; } = [];
}

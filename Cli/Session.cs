using Shield.Api.Client;
using Shield.Cli.Grammar;
using Shield.Cli.Settings;

namespace Shield.Cli;

/// <summary>One command being carried out: what was said, whom to ask, where to print.</summary>
internal sealed class Session(CliCommand command, Arguments arguments, CliConsole console) : IDisposable
{
    private ShieldClient? _client;

    public CliConsole Console { get; } = console;

    /// <summary>Opened when it is first needed, so that usage faults come before network faults.</summary>
    public ShieldClient Client => _client ??= ShieldClient.Connect(Where.Find(this));

    /// <summary>What is being carried out.</summary>
    public CliCommand Command { get; } = command;

    public bool Json => Has(CliOptions.Json);

    /// <summary>The argument, which the command cannot do without.</summary>
    public string Argument => string.IsNullOrWhiteSpace(arguments.Argument)
        ? throw CliFailureException.Usage($"{Command.Words} needs {Command.Argument}", ArgumentHint())
        : arguments.Argument;

    public string? Text(CliOption option) => arguments.Text(option);

    public IReadOnlyList<string> Texts(CliOption option) => arguments.Texts(option);

    /// <summary>True when the option was said, with whatever value.</summary>
    public bool IsGiven(CliOption option) => arguments.IsGiven(option);

    public bool Has(CliOption option) => arguments.Has(option);

    public void Dispose() => _client?.Dispose();

    private string ArgumentHint() => Command.Noun is { } noun
        ? $"`shield list {noun.Many}` shows them"
        : Command.Examples is [var example, ..] ? $"for example `{example}`" : "";
}

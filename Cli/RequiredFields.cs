using Shield.Cli.Completion;
using Shield.Cli.Grammar;

namespace Shield.Cli;

/// <summary>The fields that a new thing cannot do without: from options, else by asking a person, else all
/// that are missing are named at once.</summary>
internal sealed class RequiredFields(Session session, string usage)
{
    /// <summary>Whoever presses Enter as often as this does not know.</summary>
    private const int AskedMax = 3;

    private readonly List<string> _missing = [];

    /// <summary>The value, or empty text when it is missing and <see cref="Check"/> will say so.</summary>
    public async Task<string> TextAsync(
        CliOption option, string question, CancellationToken cancellationToken)
    {
        var text = session.Text(option) ?? "";
        for (var asked = 0; asked < AskedMax && session.Console.CanAsk; asked++)
        {
            if (!string.IsNullOrWhiteSpace(text)) break;
            text = await session.AskAsync($"{question}: ", cancellationToken);
        }

        if (string.IsNullOrWhiteSpace(text)) Miss(option);
        return text;
    }

    /// <summary>The name of a plugin or agent: a person is shown those there are, and where there is one
    /// alone, Enter takes it.</summary>
    public async Task<string> ChoiceAsync(
        CliOption option, string question, CancellationToken cancellationToken)
    {
        if (!session.Console.CanAsk || session.Text(option) is { Length: > 0 } || option.Names is null)
        {
            return await TextAsync(option, question, cancellationToken);
        }

        var names = await session.ChoicesAsync(option.Names, cancellationToken);
        for (var asked = 0; asked < AskedMax; asked++)
        {
            var text = await session.AskAsync(
                names.Count == 1 ? $"{question} [{names[0]}]: " : $"{question} ({Several(names)}): ",
                cancellationToken);
            if (text.Length == 0 && names.Count == 1) return names[0];
            var meant = names.Contains(text) ? null : Nearest.Of(text, names);
            if (text.Length > 0 && meant is null) return text;
            if (meant is not null) await session.Console.Error.WriteLineAsync($"Did you mean {meant}?");
        }

        Miss(option);
        return "";
    }

    /// <summary>What may stay empty: asked for only when nothing was given, and everything is asked for.
    /// </summary>
    public async Task<string?> SummaryAsync(CancellationToken cancellationToken)
    {
        var asks = session.Console.CanAsk && !session.Command.Options.Any(session.IsGiven);
        return asks
            ? await session.AskAsync("summary (Enter: none): ", cancellationToken)
            : session.Text(CliOptions.Summary);
    }

    public void Miss(CliOption option) => Miss($"{option.Name} {option.ValueName}: {option.Help}");

    public void Miss(string line) => _missing.Add(line);

    /// <summary>Throws when anything was missing.</summary>
    public void Check()
    {
        if (_missing.Count == 0) return;
        throw CliFailureException.Usage(
            _missing.Count == 1 ? "one field is missing" : $"{_missing.Count} fields are missing",
            $"for example `{usage}`",
            _missing);
    }

    private static string Several(IReadOnlyList<string> names) =>
        names.Count == 0 ? "none is known" : string.Join(", ", names);
}

namespace Shield.Cli;

/// <summary>The fields that a new thing cannot do without: from options, else by asking a person, else all
/// that are missing are named at once.</summary>
internal sealed class RequiredFields(Session session, string usage)
{
    private readonly List<string> _missing = [];

    /// <summary>The value, or empty text when it is missing and <see cref="Check"/> will say so.</summary>
    public async Task<string> TextAsync(
        CliOption option, string question, CancellationToken cancellationToken)
    {
        var text = session.Text(option) ?? "";
        if (string.IsNullOrWhiteSpace(text) && session.Console.CanAsk)
        {
            text = await session.AskAsync($"{question}: ", cancellationToken);
        }

        if (string.IsNullOrWhiteSpace(text)) Miss(option);
        return text;
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
}

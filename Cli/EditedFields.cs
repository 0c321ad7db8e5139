using Shield.Cli.Grammar;

namespace Shield.Cli;

/// <summary>What an edit changes: the fields that were given, or, when none was, what a person answers.
/// Everything else stays as it is.</summary>
internal sealed class EditedFields
{
    private readonly Session _session;
    private readonly bool _asks;

    private EditedFields(Session session, bool asks)
    {
        _session = session;
        _asks = asks;
    }

    /// <summary>Refuses when nothing was given and there is nobody to ask.</summary>
    public static EditedFields Of(Session session)
    {
        var fields = session.Command.Options.Where(o => o != CliOptions.JsonBody).ToList();
        if (fields.Any(session.IsGiven)) return new EditedFields(session, asks: false);
        if (!session.Console.CanAsk)
        {
            throw CliFailureException.Usage(
                "nothing is to be changed",
                $"for example `{session.Command.Examples[0]}`",
                [.. fields.Select(o => $"{o.Name} {o.ValueName}: {o.Help}")]);
        }

        session.Console.Error.WriteLine("Enter keeps what stands in brackets.");
        return new EditedFields(session, asks: true);
    }

    /// <summary>The new value of a field, or the present one.</summary>
    public async Task<string> TextAsync(
        CliOption option, string present, CancellationToken cancellationToken) =>
        await ChangeAsync(option, present, cancellationToken) ?? present;

    /// <summary>The new value of a field, or null when it stays.</summary>
    public async Task<string?> ChangeAsync(
        CliOption option, string shown, CancellationToken cancellationToken)
    {
        if (!_asks) return _session.Text(option);
        var label = option.Name.TrimStart('-').Replace('-', ' ');
        var text = await _session.AskAsync($"{label} [{shown}]: ", cancellationToken);
        return text.Length == 0 ? null : text;
    }

    /// <summary>A whole number, or null when it stays.</summary>
    public async Task<int?> NumberAsync(CliOption option, int present, CancellationToken cancellationToken)
    {
        var shown = present.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var text = await ChangeAsync(option, shown, cancellationToken);
        return text is null ? null : Filters.Number(option, text);
    }

    /// <summary>Another thing that this one uses, by name or UUID.</summary>
    public async Task<Guid> ThingAsync(
        Noun noun, CliOption option, Guid present, string name, CancellationToken cancellationToken) =>
        await ChangeAsync(option, name, cancellationToken) is { } text
            ? await _session.FindAsync(noun, text, cancellationToken)
            : present;

    /// <summary>The endpoint with its changes. A mask in it stands for the secret that the core keeps.
    /// </summary>
    public async Task<string> EndpointAsync(
        string plugin, string present, CancellationToken cancellationToken) =>
        _asks
            ? await _session.AskEndpointAsync(plugin, present, cancellationToken)
            : await EndpointText.ReadAsync(_session, present, cancellationToken) ?? present;
}

using Shield.Cli.Grammar;

namespace Shield.Cli.Jobs;

/// <summary>The four things that a job marries, chosen by name or UUID from what there is.</summary>
internal sealed class JobParts
{
    /// <summary>More names than these are not repeated in a message.</summary>
    private const int NamesMax = 8;

    private static readonly IReadOnlyList<(Noun Noun, CliOption Option)> Needed =
    [
        (Noun.Target, CliOptions.Target), (Noun.Store, CliOptions.Store),
        (Noun.Schedule, CliOptions.Schedule), (Noun.Policy, CliOptions.RetentionPolicy),
    ];

    private readonly Session _session;
    private readonly Dictionary<Noun, IReadOnlyList<Candidate>> _there = [];

    private JobParts(Session session) => _session = session;

    /// <summary>Asks for what is not given as a UUID. When there is none of a kind, no name could be right,
    /// so it says what to create first: all kinds at once.</summary>
    public static async Task<JobParts> LoadAsync(Session session, CancellationToken cancellationToken)
    {
        var parts = new JobParts(session);
        foreach (var (noun, option) in Needed)
        {
            if (Guid.TryParseExact(session.Text(option), "D", out _)) parts._there[noun] = [];
            else parts._there[noun] = await session.CandidatesAsync(noun, cancellationToken);
        }

        parts.RefuseWhenEmpty();
        return parts;
    }

    public async Task<Guid> PickAsync(Noun noun, RequiredFields fields, CancellationToken cancellationToken)
    {
        var option = OptionOf(noun);
        var text = _session.Text(option);
        if (string.IsNullOrWhiteSpace(text) && _session.Console.CanAsk)
        {
            text = await _session.AskAsync($"{noun.One} ({Names(noun)}): ", cancellationToken);
        }

        if (!string.IsNullOrWhiteSpace(text)) return Finder.Pick(noun, text, _there[noun]);
        fields.Miss($"{option.Name} {option.ValueName}: one of {Names(noun)}");
        return Guid.Empty;
    }

    private void RefuseWhenEmpty()
    {
        var none = Needed
            .Where(n => _there[n.Noun].Count == 0 && !Guid.TryParseExact(_session.Text(n.Option), "D", out _))
            .Select(n => n.Noun).ToList();
        if (none.Count == 0) return;
        throw new CliFailureException(
            ExitCode.Refused,
            $"a job needs {string.Join(" and ", none.Select(n => n.AnyOne))}, and there is none yet",
            $"begin with `shield create {none[0].One}`, then come back",
            [.. none.Select(ExampleOf)]);
    }

    private string Names(Noun noun)
    {
        var names = _there[noun].Select(c => c.Name).Take(NamesMax).ToList();
        return string.Join(", ", names) + (_there[noun].Count > names.Count ? ", …" : "");
    }

    private static string ExampleOf(Noun noun) =>
        Commands.All.First(c => c.Verb == Verbs.Create && c.Noun == noun).Examples[0];

    private static CliOption OptionOf(Noun noun) => Needed.First(n => n.Noun == noun).Option;
}

using Shield.Api.Client;
using Shield.Cli.Completion;
using Shield.Cli.Grammar;

namespace Shield.Cli;

/// <summary>From what people type to a UUID: a UUID, a name, or the start of a UUID, in this order. A name
/// goes before the start of a UUID, or a new thing whose UUID happens to begin with <c>db</c> would break
/// every script that says <c>db</c>.</summary>
internal static class Finder
{
    /// <summary>More candidates than these are counted, not shown.</summary>
    private const int CandidatesMax = 10;

    public static async Task<Guid> FindAsync(
        this Session session, Noun noun, string text, CancellationToken cancellationToken) =>
        Guid.TryParseExact(text, "D", out var uuid)
            ? uuid
            : Pick(noun, text, await session.CandidatesAsync(noun, cancellationToken));

    /// <summary>The same for a filter or another option that may be absent.</summary>
    public static async Task<Guid?> FindAsync(
        this Session session, Noun noun, CliOption option, CancellationToken cancellationToken) =>
        session.Text(option) is { } text ? await session.FindAsync(noun, text, cancellationToken) : null;

    public static Guid Pick(Noun noun, string text, IReadOnlyList<Candidate> candidates)
    {
        if (Guid.TryParseExact(text, "D", out var uuid)) return uuid;
        foreach (var matching in (Func<Candidate, bool>[])
            [
                c => c.Name == text,
                c => c.Name.Equals(text, StringComparison.OrdinalIgnoreCase),
                c => c.Uuid.ToString("D").StartsWith(text, StringComparison.OrdinalIgnoreCase),
            ])
        {
            var found = candidates.Where(matching).ToList();
            if (found.Count == 1) return found[0].Uuid;
            if (found.Count > 1) throw Ambiguous(noun, text, found);
        }

        throw new CliFailureException(
            ExitCode.Refused,
            $"there is no {noun.One} '{text}'{Nearest.Question(text, candidates.Select(c => c.Name))}",
            $"`shield list {noun.Many}{(noun == Noun.Task ? " --all" : "")}` shows what there is");
    }

    /// <summary>What to say when the core has no plugin or agent of this name.</summary>
    public static async Task<CliFailureException> NoneCalledAsync(
        this Session session, Noun noun, string text, CancellationToken cancellationToken)
    {
        var known = await session.NamesAsync(noun, cancellationToken);
        return new CliFailureException(
            ExitCode.Refused,
            $"there is no {noun.One} '{text}'{Nearest.Question(text, known)}",
            $"`shield list {noun.Many}` shows what there is");
    }

    public static async Task<IReadOnlyList<Candidate>> CandidatesAsync(
        this Session session, Noun noun, CancellationToken cancellationToken)
    {
        var client = session.Client;
        return noun.One switch
        {
            "target" => [.. (await client.ListTargetsAsync(TargetFilter.None, cancellationToken))
                .Value.Select(t => new Candidate(t.Uuid, t.Name, t.Plugin))],
            "store" => [.. (await client.ListStoresAsync(StoreFilter.None, cancellationToken))
                .Value.Select(s => new Candidate(s.Uuid, s.Name, s.Plugin))],
            "schedule" => [.. (await client.ListSchedulesAsync(ScheduleFilter.None, cancellationToken))
                .Value.Select(s => new Candidate(s.Uuid, s.Name, s.When))],
            "job" => [.. (await client.ListJobsAsync(JobFilter.None, cancellationToken))
                .Value.Select(j => new Candidate(j.Uuid, j.Name, j.Summary))],
            "archive" => [.. (await client.ListArchivesAsync(ArchiveFilter.None, cancellationToken))
                .Value.Select(a => new Candidate(a.Uuid, "", $"{a.TargetName} {a.TakenAt} {a.Status}"))],
            "task" => [.. (await client.ListTasksAsync(TaskFilter.None, cancellationToken))
                .Value.Select(t => new Candidate(t.Uuid, "", $"{t.Type} {t.RequestedAt} {t.Status}"))],
            "token" => [.. (await client.ListTokensAsync(cancellationToken))
                .Value.Where(t => t.Status == "valid").Select(t => new Candidate(t.Uuid, t.Name, t.Role))],
            _ => [.. (await client.ListRetentionAsync(RetentionFilter.None, cancellationToken))
                .Value.Select(r => new Candidate(r.Uuid, r.Name, Output.DurationText.Of(r.Expires)))],
        };
    }

    private static CliFailureException Ambiguous(Noun noun, string text, List<Candidate> found)
    {
        var lines = found.Take(CandidatesMax)
            .Select(c => $"{c.Uuid:D}  {c.Name}  {c.Label}".TrimEnd()).ToList();
        if (found.Count > CandidatesMax) lines.Add($"and {found.Count - CandidatesMax} more");
        return new CliFailureException(
            ExitCode.Refused,
            $"'{text}' may mean any of {found.Count} {noun.Many}",
            "say which with its UUID, or more of it",
            lines);
    }
}

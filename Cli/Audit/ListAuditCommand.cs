using System.Globalization;
using Shield.Api.Client;
using Shield.Api.Contracts.Audit;
using Shield.Cli.Grammar;
using Shield.Cli.Output;
using Spectre.Console;

namespace Shield.Cli.Audit;

/// <summary><c>shield list audit</c>.</summary>
internal static class ListAuditCommand
{
    /// <summary>The least HTTP status that is a refusal.</summary>
    private const int Refused = 400;

    private static readonly CliOption Who =
        CliOption.Value("--who", "NAME", "what this token did; anon is whoever had none");

    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.List,
        Noun = Noun.Audit,
        Summary = "who has changed what, and who was refused, the newest first; for admins",
        Options = [Who, CliOptions.After, CliOptions.Before, CliOptions.Limit],
        Examples = ["shield list audit --limit 20", "shield list audit --who ci --after 20261101"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var filter = new AuditFilter(
            session.Text(Who),
            session.Text(CliOptions.After),
            session.Text(CliOptions.Before),
            session.Number(CliOptions.Limit));
        return session.Print(
            await session.Client.ListAuditAsync(filter, cancellationToken),
            "nothing was changed, and nobody was refused",
            ("at", a => Cell.Minute(a.At, session.Console)),
            ("who", a => Cell.Text(a.Who)),
            ("role", a => Cell.Text(a.Role)),
            ("from", a => Cell.Text(a.FromAddress)),
            ("request", a => Request(a)),
            ("what", a => Cell.Text(a.What)),
            ("status", a => Status(a)),
            ("made", a => Cell.Uuid(a.MadeUuid)));
    }

    private static Cell Request(AuditBody line) =>
        Cell.Text($"{line.Method} {line.Path}") with { Seen = $"{line.Method} {Shortened(line.Path)}" };

    /// <summary>The path with short UUIDs, as they stand in every table.</summary>
    private static string Shortened(string path) => string.Join('/', path.Split('/').Select(
        part => Guid.TryParseExact(part, "D", out var uuid) ? Cell.Short(uuid) : part));

    private static Cell Status(AuditBody line) =>
        Cell.Text(line.Status?.ToString(CultureInfo.InvariantCulture)) with
        {
            Color = line.Status >= Refused ? Color.Red : Color.Default,
        };
}

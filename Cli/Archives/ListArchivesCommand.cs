using Shield.Api.Client;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Archives;

/// <summary><c>shield list archives</c>.</summary>
internal static class ListArchivesCommand
{
    private static readonly CliOption Status = CliOption.OneOf(
        "--status", "STATUS", "those in this state", "valid", "expired", "purged", "invalid");

    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.List,
        Noun = Noun.Archive,
        Summary = "what was backed up, the newest first",
        Options =
        [
            CliOptions.Target, CliOptions.Store, CliOptions.After, CliOptions.Before, Status,
            CliOptions.Limit,
        ],
        Examples =
        [
            "shield list archives",
            "shield list archives --target docs --after 20261101 --before 20261130",
            "shield list backups --status valid --limit 5",
        ],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var filter = new ArchiveFilter(
            await session.FindAsync(Noun.Target, CliOptions.Target, cancellationToken),
            await session.FindAsync(Noun.Store, CliOptions.Store, cancellationToken),
            session.Text(Status),
            session.Text(CliOptions.After),
            session.Text(CliOptions.Before),
            session.Number(CliOptions.Limit));
        return session.Print(
            await session.Client.ListArchivesAsync(filter, cancellationToken),
            "no archives; `shield run job` takes one",
            ("target", a => Cell.Text(a.TargetName)),
            ("uuid", a => Cell.Uuid(a.Uuid)),
            ("taken", a => Cell.Minute(a.TakenAt, session.Console)),
            ("expires", a => Cell.Minute(a.ExpiresAt, session.Console)),
            ("status", a => Cell.Status(a.Status)),
            ("size", a => Cell.Bytes(a.SizeBytes)),
            ("store", a => Cell.Text(a.StoreName)),
            ("job", a => Cell.Text(a.JobName)),
            ("notes", a => Cell.Text(a.Notes)));
    }
}

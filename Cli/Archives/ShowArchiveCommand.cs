using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Archives;

/// <summary><c>shield show archive</c>.</summary>
internal static class ShowArchiveCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Show,
        Noun = Noun.Archive,
        Summary = "one archive: what it holds, where it is, until when",
        Argument = "ARCHIVE",
        Examples = ["shield show archive 9ee4b579"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var uuid = await session.FindAsync(Noun.Archive, session.Argument, cancellationToken);
        var answer = await session.Client.ShowArchiveAsync(uuid, cancellationToken);
        var archive = answer.Value;
        return session.Print(
            answer.Json,
            ("target", Cell.Text(archive.TargetName)),
            ("uuid", Cell.WholeUuid(archive.Uuid)),
            ("status", Cell.Status(archive.Status)),
            ("purge reason", Cell.Text(archive.PurgeReason)),
            ("taken", Cell.Moment(archive.TakenAt, session.Console)),
            ("expires", Cell.Moment(archive.ExpiresAt, session.Console)),
            ("notes", Cell.Text(archive.Notes)),
            ("size", Cell.Bytes(archive.SizeBytes)),
            ("stored", Cell.Bytes(archive.StoredBytes)),
            ("sha256", Cell.Text(archive.Sha256)),
            ("stored sha256", Cell.Text(archive.StoredSha256)),
            ("compression", Cell.Text(archive.Compression)),
            ("encryption", Cell.Text(archive.Encryption)),
            ("target uuid", Cell.WholeUuid(archive.TargetUuid)),
            ("target plugin", Cell.Text(archive.TargetPlugin)),
            ("agent", Cell.Text(archive.Agent)),
            ("store", Cell.Text(archive.StoreName)),
            ("store uuid", Cell.WholeUuid(archive.StoreUuid)),
            ("store plugin", Cell.Text(archive.StorePlugin)),
            ("key", Cell.Text(archive.StoreKey)),
            ("job", Cell.Text(archive.JobName)),
            ("job uuid", Cell.WholeUuid(archive.JobUuid)),
            ("task uuid", Cell.WholeUuid(archive.TaskUuid)));
    }
}

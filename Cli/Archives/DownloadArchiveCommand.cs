using Shield.Api.Client;
using Shield.Api.Contracts.Archives;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Archives;

/// <summary><c>shield download archive</c>.</summary>
internal static class DownloadArchiveCommand
{
    /// <summary>Says that standard output is meant, as elsewhere.</summary>
    private const string StandardOutput = "-";

    private static readonly CliOption To = CliOption.Value(
        "--to", "FILE", "where to; - prints the bytes. They are what the target's plugin has given");

    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Download,
        Noun = Noun.Archive,
        Summary = "save the very bytes that were backed up",
        Argument = "ARCHIVE",
        Options = [To, CliOptions.Yes],
        Examples =
        [
            "shield download archive 9ee4b579 --to docs.tar",
            "shield download archive 9ee4b579 --to -",
        ],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var to = session.Text(To) ?? throw CliFailureException.Usage(
            "download archive needs --to FILE", "--to - prints the bytes");
        var uuid = await session.FindAsync(Noun.Archive, session.Argument, cancellationToken);
        var archive = (await session.Client.ShowArchiveAsync(uuid, cancellationToken)).Value;
        if (to == StandardOutput)
        {
            await using var output = session.Console.OpenOut();
            await CopyAsync(session, archive, output, _ => { }, cancellationToken);
            await output.FlushAsync(cancellationToken);
            return ExitCode.Done;
        }

        await using var file = await SavedFile.OpenAsync(session, to, cancellationToken);
        var progress = new DownloadProgress(session.Console, archive.SizeBytes);
        try
        {
            await CopyAsync(session, archive, file.Content, progress.Show, cancellationToken);
        }
        finally
        {
            progress.Clear();
        }

        file.Keep();
        session.Console.Error.WriteLine(
            $"{SizeText.Of(archive.SizeBytes)} in {Plain.Line(to)}, sha256 {archive.Sha256}");
        return ExitCode.Done;
    }

    /// <summary>Copies it, and fails unless what has come is the archive.</summary>
    private static async Task CopyAsync(
        Session session,
        ArchiveBody archive,
        Stream into,
        Action<long> progress,
        CancellationToken cancellationToken)
    {
        try
        {
            var came = await session.Client.DownloadArchiveAsync(
                archive.Uuid, into, progress, cancellationToken);
            if (came == new Downloaded(archive.SizeBytes, archive.Sha256)) return;
            throw Unusable(
                $"{came.Bytes} bytes with sha256 {came.Sha256} have come, and the archive has"
                + $" {archive.SizeBytes} with {archive.Sha256}");
        }
        catch (BrokenDownloadException broken)
        {
            throw Unusable($"{broken.Message}, of {archive.SizeBytes}");
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            throw Unusable($"it cannot be written: {full.Message}");
        }
    }

    private static CliFailureException Unusable(string why) => new(
        ExitCode.Refused,
        why,
        "nothing of it is to be used; if that happens again, the log of the core says why");
}

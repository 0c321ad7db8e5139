using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Archives;

/// <summary><c>shield delete archive</c>.</summary>
internal static class DeleteArchiveCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Delete,
        Noun = Noun.Archive,
        Summary = "expire an archive now; its data is removed from the store",
        Argument = "ARCHIVE",
        Options = [CliOptions.Yes],
        Examples = ["shield delete archive 9ee4b579", "shield delete archive 9ee4b579 --yes"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var uuid = await session.FindAsync(Noun.Archive, session.Argument, cancellationToken);
        if (!session.Has(CliOptions.Yes)) await ConfirmAsync(session, uuid, cancellationToken);
        return session.PrintOk(await session.Client.DeleteArchiveAsync(uuid, cancellationToken), "deleted");
    }

    private static async Task ConfirmAsync(Session session, Guid uuid, CancellationToken cancellationToken)
    {
        var archive = (await session.Client.ShowArchiveAsync(uuid, cancellationToken)).Value;
        var taken = Cell.Moment(archive.TakenAt, session.Console).Seen;
        await session.ConfirmAsync(
            $"Archive {Cell.Short(uuid)} of {archive.TargetName}, taken {taken}"
            + $" ({SizeText.Of(archive.SizeBytes)} in {archive.StoreName}), will be lost for good.",
            cancellationToken);
    }
}

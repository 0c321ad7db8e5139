using Shield.Api.Contracts.Archives;
using Shield.Cli.Grammar;
using Shield.Cli.Output;
using Shield.Cli.Tasks;

namespace Shield.Cli.Archives;

/// <summary><c>shield restore archive</c>.</summary>
internal static class RestoreArchiveCommand
{
    private static readonly CliOption To = CliOption.Of(
        Noun.Target, "--to", "TARGET", "restore into this target instead of the archive's own");

    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Restore,
        Noun = Noun.Archive,
        Summary = "put an archive back; overwrites what the target holds",
        Argument = "ARCHIVE",
        Options = [To, CliOptions.Wait, CliOptions.Yes],
        Examples =
        [
            "shield restore archive 9ee4b579 --wait",
            "shield restore archive 9ee4b579 --to docs-copy --yes",
        ],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var uuid = await session.FindAsync(Noun.Archive, session.Argument, cancellationToken);
        var to = await session.FindAsync(Noun.Target, To, cancellationToken);
        if (!session.Has(CliOptions.Yes)) await ConfirmAsync(session, uuid, to, cancellationToken);
        var request = new RestoreArchiveRequest(to, session.Console.Owner);
        return await session.FinishAsync(
            await session.Client.RestoreArchiveAsync(uuid, request, cancellationToken), cancellationToken);
    }

    private static async Task ConfirmAsync(
        Session session, Guid uuid, Guid? to, CancellationToken cancellationToken)
    {
        var archive = (await session.Client.ShowArchiveAsync(uuid, cancellationToken)).Value;
        var into = to ?? archive.TargetUuid;
        var target = (await session.Client.ShowTargetAsync(into, cancellationToken)).Value;
        var taken = Cell.Moment(archive.TakenAt, session.Console).Seen;
        await session.ConfirmAsync(
            $"What target {target.Name} ({target.Plugin} at {target.Agent}) holds now will be overwritten"
            + $" with archive {Cell.Short(uuid)} of {archive.TargetName}, taken {taken}.",
            cancellationToken);
    }
}

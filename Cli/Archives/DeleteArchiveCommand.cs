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

    private static Task<int> RunAsync(Session session, CancellationToken cancellationToken) =>
        session.DeleteAsync(
            Noun.Archive,
            (uuid, token) => LookAsync(session, uuid, token),
            (uuid, _, token) => session.Client.DeleteArchiveAsync(uuid, token),
            cancellationToken);

    private static async Task<(string Loss, string? Tag)> LookAsync(
        Session session, Guid uuid, CancellationToken cancellationToken)
    {
        var archive = (await session.Client.ShowArchiveAsync(uuid, cancellationToken)).Value;
        var taken = Cell.Moment(archive.TakenAt, session.Console).Seen;
        return (
            $"Archive {Cell.Short(uuid)} of {archive.TargetName}, taken {taken}"
            + $" ({SizeText.Of(archive.SizeBytes)} in {archive.StoreName}), will be lost for good.",
            null);
    }
}

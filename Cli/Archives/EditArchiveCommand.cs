using Shield.Api.Contracts.Archives;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Archives;

/// <summary><c>shield edit archive</c>.</summary>
internal static class EditArchiveCommand
{
    private static readonly CliOption Notes =
        CliOption.Value("--notes", "TEXT", "what is worth knowing about it");

    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Edit,
        Noun = Noun.Archive,
        Summary = "write notes beside it",
        Argument = "ARCHIVE",
        Options =
        [
            Notes, CliOptions.JsonBody,
        ],
        Examples =
        [
            "shield edit archive 9ee4b579 --notes 'before the move'",
            "shield edit archive 9ee4b579 --notes ''",
        ],
        Run = RunAsync,
    };

    private static Task<int> RunAsync(Session session, CancellationToken cancellationToken) =>
        session.EditAsync(
            Noun.Archive,
            "v1/archive",
            (fields, uuid, token) => EditAsync(session, fields, uuid, token),
            cancellationToken);

    private static async Task<int> EditAsync(
        Session session, EditedFields fields, Guid uuid, CancellationToken cancellationToken)
    {
        var shown = await session.Client.ShowArchiveAsync(uuid, cancellationToken);
        var notes = await fields.TextAsync(Notes, shown.Value.Notes, cancellationToken);
        return session.PrintOk(
            await session.Client.AnnotateArchiveAsync(
                uuid, new AnnotateArchiveRequest(notes), shown.Tag, cancellationToken),
            "edited");
    }
}

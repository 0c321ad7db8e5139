using Shield.Api.Contracts.Retention;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Retention;

/// <summary><c>shield edit retention policy</c>.</summary>
internal static class EditRetentionCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Edit,
        Noun = Noun.Policy,
        Summary = "change what is given; archives there are keep their expiry",
        Argument = "POLICY",
        Options =
        [
            CliOptions.Name, CliOptions.Summary, CliOptions.Expires, CliOptions.JsonBody,
        ],
        Examples =
        [
            "shield edit retention policy quarter --expires 120d",
            "shield edit policy quarter --name 'four months'",
        ],
        Run = RunAsync,
    };

    private static Task<int> RunAsync(Session session, CancellationToken cancellationToken) =>
        session.EditAsync(
            Noun.Policy,
            "v1/retention",
            (fields, uuid, token) => EditAsync(session, fields, uuid, token),
            cancellationToken);

    private static async Task<int> EditAsync(
        Session session, EditedFields fields, Guid uuid, CancellationToken cancellationToken)
    {
        var shown = await session.Client.ShowRetentionAsync(uuid, cancellationToken);
        var now = shown.Value;
        var name = await fields.TextAsync(CliOptions.Name, now.Name, cancellationToken);
        var summary = await fields.TextAsync(CliOptions.Summary, now.Summary, cancellationToken);
        var expires = await fields.ChangeAsync(
            CliOptions.Expires, DurationText.Of(now.Expires), cancellationToken);
        var seconds = expires is null ? now.Expires : RetentionSpan.Parse(expires);

        var answer = await session.Client.EditRetentionAsync(
            uuid, new EditRetentionRequest(name, summary, seconds), shown.Tag, cancellationToken);
        return session.PrintOk(answer.Json, Done(answer.Value.ArchivesKept));
    }

    private static string Done(long kept) => kept switch
    {
        0 => "edited",
        1 => "edited; 1 archive keeps the expiry it has",
        _ => $"edited; {kept} archives keep the expiry they have",
    };
}

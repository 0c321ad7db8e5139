using Shield.Api.Contracts.Schedules;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Schedules;

/// <summary><c>shield edit schedule</c>.</summary>
internal static class EditScheduleCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Edit,
        Noun = Noun.Schedule,
        Summary = "change what is given; its jobs follow",
        Argument = "SCHEDULE",
        Options =
        [
            CliOptions.Name, CliOptions.Summary, CliOptions.When, CliOptions.JsonBody,
        ],
        Examples =
        [
            "shield edit schedule nightly --when 'daily at 2am'",
            "shield edit schedule nightly --name early --summary ''",
        ],
        Run = RunAsync,
    };

    private static Task<int> RunAsync(Session session, CancellationToken cancellationToken) =>
        session.EditAsync(
            Noun.Schedule,
            "v1/schedule",
            (fields, uuid, token) => EditAsync(session, fields, uuid, token),
            cancellationToken);

    private static async Task<int> EditAsync(
        Session session, EditedFields fields, Guid uuid, CancellationToken cancellationToken)
    {
        var shown = await session.Client.ShowScheduleAsync(uuid, cancellationToken);
        var now = shown.Value;
        var request = new EditScheduleRequest(
            await fields.TextAsync(CliOptions.Name, now.Name, cancellationToken),
            await fields.TextAsync(CliOptions.Summary, now.Summary, cancellationToken),
            await fields.TextAsync(CliOptions.When, now.When, cancellationToken));
        return session.PrintOk(
            await session.Client.EditScheduleAsync(uuid, request, shown.Tag, cancellationToken), "edited");
    }
}

using Shield.Api.Contracts.Jobs;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Jobs;

/// <summary><c>shield edit job</c>.</summary>
internal static class EditJobCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Edit,
        Noun = Noun.Job,
        Summary = "change what is given; a task that runs keeps the plan it has",
        Argument = "JOB",
        Options =
        [
            CliOptions.Name, CliOptions.Summary, CliOptions.Target, CliOptions.Store, CliOptions.Schedule,
            CliOptions.RetentionPolicy, CliOptions.Priority, CliOptions.JsonBody,
        ],
        Examples =
        [
            "shield edit job docs --schedule nightly --priority 10",
            "shield edit job docs --target handbook",
            "shield edit job docs --json - < job.json",
        ],
        Run = RunAsync,
    };

    private static Task<int> RunAsync(Session session, CancellationToken cancellationToken) =>
        session.EditAsync(
            Noun.Job,
            "v1/job",
            (fields, uuid, token) => EditAsync(session, fields, uuid, token),
            cancellationToken);

    private static async Task<int> EditAsync(
        Session session, EditedFields fields, Guid uuid, CancellationToken cancellationToken)
    {
        var shown = await session.Client.ShowJobAsync(uuid, cancellationToken);
        var now = shown.Value;
        var request = new EditJobRequest(
            await fields.TextAsync(CliOptions.Name, now.Name, cancellationToken),
            await fields.TextAsync(CliOptions.Summary, now.Summary, cancellationToken),
            await fields.ThingAsync(
                Noun.Store, CliOptions.Store, now.StoreUuid, now.StoreName, cancellationToken),
            await fields.ThingAsync(
                Noun.Target, CliOptions.Target, now.TargetUuid, now.TargetName, cancellationToken),
            await fields.ThingAsync(
                Noun.Policy,
                CliOptions.RetentionPolicy,
                now.RetentionUuid,
                now.RetentionName,
                cancellationToken),
            await fields.ThingAsync(
                Noun.Schedule,
                CliOptions.Schedule,
                now.ScheduleUuid,
                now.ScheduleName,
                cancellationToken),
            await fields.NumberAsync(CliOptions.Priority, now.Priority, cancellationToken));
        return session.PrintOk(
            await session.Client.EditJobAsync(uuid, request, shown.Tag, cancellationToken), "edited");
    }
}

using Shield.Api.Contracts.Jobs;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Jobs;

/// <summary><c>shield show job</c>.</summary>
internal static class ShowJobCommand
{
    private const int SlotsShown = 5;

    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Show,
        Noun = Noun.Job,
        Summary = "one job, its last run and its next",
        Argument = "JOB",
        Examples = ["shield show job docs"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var uuid = await session.FindAsync(Noun.Job, session.Argument, cancellationToken);
        var answer = await session.Client.ShowJobAsync(uuid, cancellationToken);
        var job = answer.Value;
        if (session.Json) return session.PrintJson(answer.Json);
        var slots = (await session.Client.ShowJobSlotsAsync(uuid, cancellationToken)).Value;
        return session.Print(
            answer.Json,
            [
            ("name", Cell.Text(job.Name)),
            ("uuid", Cell.WholeUuid(job.Uuid)),
            ("summary", Cell.Text(job.Summary)),
            ("target", Cell.Text(job.TargetName)),
            ("target uuid", Cell.WholeUuid(job.TargetUuid)),
            ("agent", Cell.Text(job.Agent)),
            ("store", Cell.Text(job.StoreName)),
            ("store uuid", Cell.WholeUuid(job.StoreUuid)),
            ("schedule", Cell.Text(job.ScheduleName)),
            ("schedule uuid", Cell.WholeUuid(job.ScheduleUuid)),
            ("when", Cell.Text(job.ScheduleWhen)),
            ("retention policy", Cell.Text(job.RetentionName)),
            ("retention policy uuid", Cell.WholeUuid(job.RetentionUuid)),
            ("kept for", Cell.Seconds(job.Expiry)),
            ("priority", Cell.Number(job.Priority)),
            ("paused", Cell.YesNo(job.Paused)),
            ("last run", Cell.Moment(job.LastRun, session.Console)),
            ("last outcome", Cell.Status(job.LastTaskStatus)),
            ("next run", Cell.Moment(job.NextRun, session.Console)),
            .. slots.Next.Skip(1).Select(next => ("then", Cell.Moment(next, session.Console))),
            .. slots.Last.Take(SlotsShown).Select(slot => ("was due", Show(slot, session.Console))),
            ("warning", Cell.Text(job.Warning)),
            ]);
    }

    private static Cell Show(JobSlotBody slot, CliConsole console)
    {
        var (due, words) = (Cell.Moment(slot.Due, console), Words(slot));
        return due with { Seen = $"{due.Seen}, {words}", Piped = $"{due.Piped}, {words}" };
    }

    private static string Words(JobSlotBody slot) => slot.Outcome switch
    {
        "task" => $"run as task {slot.TaskUuid:D}",
        "paused" => "skipped: the job was paused",
        "overlap" => $"skipped: task {slot.TaskUuid:D} had not ended",
        "missed" => "skipped: the service was down",
        _ => $"skipped: {slot.Outcome}",
    };
}

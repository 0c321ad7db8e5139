using Shield.Api.Client;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Tasks;

/// <summary><c>shield list tasks</c>.</summary>
internal static class ListTasksCommand
{
    private static readonly CliOption Every = CliOption.Flag("--all", "those that have ended as well");

    private static readonly CliOption Status = CliOption.OneOf(
        "--status", "STATUS", "those in this state", "pending", "running", "canceled", "failed", "done");

    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.List,
        Noun = Noun.Task,
        Summary = "what is waiting or running, the newest first",
        Options = [Every, Status, CliOptions.Limit],
        Examples =
        [
            "shield list tasks",
            "shield list tasks --all --limit 20",
            "shield list tasks --status failed",
        ],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var status = session.Text(Status);
        bool? active = session.Has(Every) || status is not null ? null : true;
        var filter = new TaskFilter(status, active, session.Number(CliOptions.Limit));
        return session.Print(
            await session.Client.ListTasksAsync(filter, cancellationToken),
            active is null ? "no tasks" : "nothing is waiting or running; --all shows what has ended",
            ("type", t => Cell.Text(t.Type)),
            ("uuid", t => Cell.Uuid(t.Uuid)),
            ("status", t => Cell.Status(t.Status)),
            ("owner", t => Cell.Text(t.Owner)),
            ("requested", t => Cell.Minute(t.RequestedAt, session.Console)),
            ("started", t => Cell.Minute(t.StartedAt, session.Console)),
            ("stopped", t => Cell.Minute(t.StoppedAt, session.Console)),
            ("moved", t => Cell.Bytes(t.BytesDone)),
            ("agent", t => Cell.Text(t.Agent)));
    }
}

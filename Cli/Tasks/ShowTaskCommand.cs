using System.Text.Json;
using Shield.Api.Client;
using Shield.Api.Contracts.Tasks;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Tasks;

/// <summary><c>shield show task</c>.</summary>
internal static class ShowTaskCommand
{
    private static readonly CliOption Debug = CliOption.Flag("--debug", "the verbose log as well");

    private static readonly CliOption Follow =
        CliOption.Flag("--follow", "print the log as it grows, and exit with the task's outcome");

    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Show,
        Noun = Noun.Task,
        Summary = "one task and its log",
        Argument = "TASK",
        Options = [Debug, Follow],
        Examples = ["shield show task 5e2c416d", "shield show task 5e2c416d --follow"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var uuid = await session.FindAsync(Noun.Task, session.Argument, cancellationToken);
        if (session.Has(Follow)) return await FollowAsync(session, uuid, cancellationToken);
        var answer = await session.Client.ShowTaskAsync(uuid, session.Has(Debug), cancellationToken);
        session.Print(answer.Json, Facts(answer.Value, session.Console));
        if (session.Json) return ExitCode.Done;

        PrintLog(session, "log", answer.Value.Log);
        if (session.Has(Debug)) PrintLog(session, "debug", DebugLog(answer));
        return ExitCode.Done;
    }

    /// <summary>The verbose log comes at the end, whole: it is long, and the log beside it is what one
    /// watches.</summary>
    private static async Task<int> FollowAsync(
        Session session, Guid uuid, CancellationToken cancellationToken)
    {
        var exit = await session.FollowAsync(uuid, cancellationToken);
        if (!session.Has(Debug) || session.Json) return exit;
        var answer = await session.Client.ShowTaskAsync(uuid, debug: true, cancellationToken);
        PrintLog(session, "debug", DebugLog(answer));
        return exit;
    }

    private static IReadOnlyList<(string Name, Cell Value)> Facts(TaskBody task, CliConsole console) =>
    [
        ("type", Cell.Text(task.Type)),
        ("uuid", Cell.WholeUuid(task.Uuid)),
        ("status", Cell.Status(task.Status)),
        ("owner", Cell.Text(task.Owner)),
        ("requested", Cell.Moment(task.RequestedAt, console)),
        ("started", Cell.Moment(task.StartedAt, console)),
        ("stopped", Cell.Moment(task.StoppedAt, console)),
        ("attempt", Cell.Number(task.Attempt)),
        ("priority", Cell.Number(task.Priority)),
        ("moved", Cell.Bytes(task.BytesDone)),
        ("agent", Cell.Text(task.Agent)),
        ("job uuid", Cell.WholeUuid(task.JobUuid)),
        ("archive uuid", Cell.WholeUuid(task.ArchiveUuid)),
        ("target uuid", Cell.WholeUuid(task.TargetUuid)),
        ("store uuid", Cell.WholeUuid(task.StoreUuid)),
    ];

    private static void PrintLog(Session session, string title, string log)
    {
        if (log.Length == 0) return;
        session.Console.Out.WriteLine($"\n{title}:\n{Plain.Lines(log).TrimEnd('\n')}");
    }

    /// <summary>The field that is there only when it was asked for.</summary>
    private static string DebugLog(Answer<TaskBody> answer)
    {
        using var json = JsonDocument.Parse(answer.Json);
        return json.RootElement.TryGetProperty("debug", out var debug)
            && debug.ValueKind == JsonValueKind.String ? debug.GetString() ?? "" : "";
    }
}

using Shield.Api.Client;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Tasks;
using Shield.Cli.Output;

namespace Shield.Cli.Tasks;

/// <summary>Follows a task to its end.</summary>
internal static class TaskWatch
{
    /// <summary>Between two looks at the task.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a core that does not answer is waited for: it may be starting anew, and the task
    /// outlives it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>After run and restore: prints the task's UUID, or with --wait stays until it has ended. A
    /// task that has to wait for somebody who is not there is no failure, but said at once.</summary>
    public static async Task<int> FinishAsync(
        this Session session, Answer<ScheduledBody> answer, CancellationToken cancellationToken)
    {
        var uuid = answer.Value.TaskUuid;
        if (answer.Value.WaitsFor is { } missing)
        {
            session.Console.Error.WriteLine(
                $"warning: task {Cell.Short(uuid)} waits for {Plain.Line(missing)}");
        }

        if (session.Has(CliOptions.Wait)) return await session.FollowAsync(uuid, cancellationToken);
        if (session.Json) return session.PrintJson(answer.Json);
        session.Console.Out.WriteLine(uuid.ToString("D"));
        if (session.Console.OutIsTerminal)
        {
            session.Console.Error.WriteLine($"`shield show task {Cell.Short(uuid)} --follow` watches it");
        }

        return ExitCode.Done;
    }

    public static async Task<int> FollowAsync(
        this Session session, Guid uuid, CancellationToken cancellationToken)
    {
        var progress = new ProgressLine(session.Console);
        var tail = new LogTail();
        try
        {
            while (true)
            {
                var answer = await LookAsync(session, uuid, cancellationToken);
                var ended = answer.Value.Status is "done" or "failed" or "canceled";
                progress.Clear();
                if (!session.Json) session.Console.Out.Write(Plain.Lines(tail.Next(answer.Value.Log, ended)));
                if (ended) return End(session, answer);
                progress.Show(answer.Value);
                await Task.Delay(Pause, session.Console.Clock, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            progress.Clear();
            session.Console.Error.WriteLine(
                $"no longer watching; the task goes on: `shield show task {Cell.Short(uuid)} --follow`");
            throw;
        }
    }

    /// <summary>The task as it is now, asked for again while the core is away for a while.</summary>
    private static async Task<Answer<TaskBody>> LookAsync(
        Session session, Guid uuid, CancellationToken cancellationToken)
    {
        var clock = session.Console.Clock;
        var began = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return await session.Client.ShowTaskAsync(uuid, debug: false, cancellationToken);
            }
            catch (Exception away) when (
                away is CoreUnreachableException or ApiRefusalException { IsTemporary: true }
                && clock.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }

    private static int End(Session session, Answer<TaskBody> answer)
    {
        var task = answer.Value;
        if (session.Json) session.PrintJson(answer.Json);
        var text = $"task {Cell.Short(task.Uuid)} {task.Status}{Took(task)}";
        switch (task.Status)
        {
            case "failed":
                session.Console.Error.WriteLine($"shield: {text}");
                session.Console.Error.WriteLine(
                    $"hint: the log says why: `shield show task {task.Uuid:D} --debug`");
                return ExitCode.TaskFailed;
            case "canceled":
                session.Console.Error.WriteLine($"shield: {text}");
                return ExitCode.Canceled;
            default:
                var seen = session.Console.OutIsTerminal && !session.Json;
                if (seen) session.Console.Out.WriteLine(text + Made(task));
                return ExitCode.Done;
        }
    }

    private static string Took(TaskBody task) =>
        MomentText.Parse(task.StartedAt) is { } started && MomentText.Parse(task.StoppedAt) is { } stopped
            ? $" after {DurationText.Of((long)(stopped - started).TotalSeconds)}"
            : "";

    private static string Made(TaskBody task) => task switch
    {
        { Type: "backup", ArchiveUuid: { } archive } =>
            $", {SizeText.Of(task.BytesDone)} in archive {Cell.Short(archive)}",
        { BytesDone: > 0 } => $", {SizeText.Of(task.BytesDone)}",
        _ => "",
    };
}

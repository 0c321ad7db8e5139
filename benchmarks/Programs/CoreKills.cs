using Shield.Benchmarks.Harness;

namespace Shield.Benchmarks.Programs;

/// <summary>What one kill of a core took, in seconds, and the same just before, when nothing was killed.
/// </summary>
/// <param name="CalmLine">From any moment until a line is seen that a task wrote after it.</param>
/// <param name="Line">The same, from the kill on.</param>
/// <param name="CalmStart">From asking for a task until it is seen that it has started.</param>
/// <param name="Start">The same, from the kill on.</param>
internal sealed record CoreKill(double CalmLine, double Line, double CalmStart, double Start);

/// <summary>Kills the core that has a running task, while another task is asked for. With several cores it
/// stays away until all is seen; one that is alone is started again at once.</summary>
/// <param name="cluster">Where.</param>
/// <param name="jobs">Whose tasks run there.</param>
internal sealed class CoreKills(Cluster cluster, KillJobs jobs)
{
    private const int Seed = 1;

    /// <summary>News of a task come once a second: the moment is anywhere between them.</summary>
    private static readonly TimeSpan NewsPeriod = TimeSpan.FromSeconds(1);

    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly Random _random = new(Seed);
    private int _rounds;

    public KillJobs Jobs => jobs;

    /// <summary>Kills once, and waits until all is as before.</summary>
    public async Task<CoreKill> RunAsync(CancellationToken cancellationToken)
    {
        var asked = cluster.Cores[_rounds++ % cluster.Cores.Count];
        var task = await jobs.Ticking.BeginAsync(asked, cancellationToken);
        var host = cluster.HostOf(task);
        var other = cluster.After(host);
        var calm = await WatchAsync(other, task, () => Task.CompletedTask, cancellationToken);
        var kill = await WatchAsync(other, task, () => KillAsync(host, other), cancellationToken);

        if (host != other) await host.Program.StartAsync();
        await host.AnswersAsync(cancellationToken);
        await cluster.SettleAsync(cancellationToken);
        // No attempt was lost.
        await jobs.Ticking.EndAsync(other, task, attempt: 1, cancellationToken);
        Workshop.Say(
            $"1 core of {cluster.Cores.Count} killed: line {kill.Line:F2} s, start {kill.Start:F2} s");
        return new CoreKill(calm.Line, kill.Line, calm.Start, kill.Start);
    }

    private static async Task KillAsync(Service host, Service other)
    {
        await host.Program.KillAsync();
        if (host == other) await host.Program.StartAsync();
    }

    /// <summary>Does something at any moment; says how many seconds after it a line is seen that was written
    /// after it, and how many after it a task has started that is asked for then.</summary>
    private async Task<(double Line, double Start)> WatchAsync(
        Service core, string task, Func<Task> act, CancellationToken cancellationToken)
    {
        await Task.Delay(NewsPeriod * _random.NextDouble(), Clock, cancellationToken);
        var (moment, start) = (Clock.GetUtcNow(), Clock.GetTimestamp());
        async Task<double> SinceAsync(Task what)
        {
            await what;
            return Clock.GetElapsedTime(start).TotalSeconds;
        }

        await act();
        var line = SinceAsync(TickingJob.WritesAfterAsync(core, task, moment, cancellationToken));
        var asked = AskAsync(core, cancellationToken);
        var started = SinceAsync(asked);
        await Task.WhenAll(line, started);
        await core.Api.UntilTaskAsync(await asked, TaskRows.IsDone, cancellationToken);
        return (await line, await started);
    }

    /// <summary>Asks until it is promised, and waits until it has started.</summary>
    /// <returns>The task.</returns>
    private async Task<string> AskAsync(Service core, CancellationToken cancellationToken)
    {
        using var api = new Api(core.Url);
        var key = $"{Guid.NewGuid():n}";
        string? task = null;
        await Poll.UntilAsync(
            async () =>
            {
                var promised = await api.TryPostAsync(
                    $"/v1/job/{jobs.Short}/run", new { }, key, cancellationToken);
                return (task = promised?["task_uuid"]!.GetValue<string>()) is not null;
            },
            () => "a run is not promised",
            Poll.Patience,
            cancellationToken);
        await api.UntilTaskAsync(task!, row => row.Attempt() > 0, cancellationToken);
        return task!;
    }
}

using Shield.Benchmarks.Harness;

namespace Shield.Benchmarks.Programs;

/// <summary>Kills an agent that runs a task and starts it again at once; and, to compare, only starts it.
/// </summary>
/// <param name="cluster">Where.</param>
/// <param name="running">Its task runs on the first agent.</param>
internal sealed class AgentKills(Cluster cluster, TickingJob running)
{
    private AgentProgram Agent => cluster.Agents[0];

    private Service Core => cluster.Cores[0];

    /// <summary>From the kill until the next attempt of the task has started, in seconds.</summary>
    public async Task<double> KillAsync(CancellationToken cancellationToken)
    {
        var task = await running.BeginAsync(Core, cancellationToken);
        var elapsed = await Timed.RunAsync(async () =>
        {
            await Agent.Program.KillAsync();
            await Agent.Program.StartAsync();
            await Core.Api.UntilTaskAsync(task, row => row.Attempt() > 1, cancellationToken);
        });
        await cluster.SettleAsync(cancellationToken);
        await running.EndAsync(Core, task, attempt: 2, cancellationToken);
        return elapsed.TotalSeconds;
    }

    /// <summary>From its start, after it has ended in peace, until a core says that it is connected, in
    /// seconds.</summary>
    public async Task<double> StartAsync(CancellationToken cancellationToken)
    {
        await Agent.Program.StopAsync();
        await Cluster.UntilAsync(Core, Agent, "absent", cancellationToken);
        var elapsed = await Timed.RunAsync(async () =>
        {
            await Agent.Program.StartAsync();
            await Cluster.UntilAsync(Core, Agent, "connected", cancellationToken);
        });
        await cluster.SettleAsync(cancellationToken);
        return elapsed.TotalSeconds;
    }
}

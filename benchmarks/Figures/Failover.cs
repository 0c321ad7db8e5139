using Shield.Benchmarks.Harness;
using Shield.Benchmarks.Programs;

namespace Shield.Benchmarks.Figures;

/// <summary>How long tasks wait when the process is killed that they need.</summary>
internal sealed class Failover : IPart
{
    private const int Cores = 3, Agents = 2;

    public string Letter => "k";

    public string Name => "failover";

    public string Title => "a core or an agent that is killed";

    public async Task<PartResult> RunAsync(Workshop shop, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string> { ["SHIELD_PLUGIN_PATH"] = PluginFolder(shop) };
        await using var several = await Cluster.StartAsync(
            shop.MakeFolder("several"), Cores, Agents, settings, cancellationToken);
        await using var alone = await Cluster.StartAsync(
            shop.MakeFolder("alone"), cores: 1, agents: 1, settings, cancellationToken);
        try
        {
            return await MeasureAsync(shop, several, alone, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"{several.LastWords()}\n{alone.LastWords()}");
            throw;
        }
    }

    private static async Task<PartResult> MeasureAsync(
        Workshop shop, Cluster several, Cluster alone, CancellationToken cancellationToken)
    {
        var count = shop.Wanted.Sized(30, 3);
        var running = new CoreKills(several, await PrepareAsync(several, "several"));
        var single = new CoreKills(alone, await PrepareAsync(alone, "alone"));
        var cores = await Pairs.RunAsync(count, running.RunAsync, single.RunAsync, cancellationToken);
        Workshop.Say($"cores killed: {Ranks.Of(cores.All.Select(pair => pair.Ours.Line)).Median:F2} s");

        var kills = new AgentKills(several, running.Jobs.Ticking);
        var agents = await Pairs.RunAsync(count, kills.KillAsync, kills.StartAsync, cancellationToken);
        Workshop.Say($"agents killed: {Ranks.Of(agents.All.Select(pair => pair.Ours)).Median:F2} s");
        return Result(count, cores, agents);

        Task<KillJobs> PrepareAsync(Cluster cluster, string name) =>
            KillJobs.CreateAsync(cluster, shop.PathOf(name), cancellationToken);
    }

    private static PartResult Result(int count, Paired<CoreKill> cores, Paired<double> agents)
    {
        const string Alone = "one core alone";
        const string AloneKilled = "one core alone, killed and started again at once";
        return new PartResult(Table.Of(
            [$"what is killed, {count} times; until what is seen", "p50, s", "p99, s", "alternative",
                "p50, s", "p99, s", "ratio"],
            [
                Row("nothing; the next line of a running task", cores, kill => kill.CalmLine, Alone),
                Row("the core that has the task; its next line", cores, kill => kill.Line, AloneKilled),
                Row("nothing; a new task has started", cores, kill => kill.CalmStart, Alone),
                Row("the same core; a new task has started", cores, kill => kill.Start, AloneKilled),
                Row(
                    "the agent, started again at once; the next attempt has started",
                    agents,
                    seconds => seconds,
                    "an agent is started; it is connected"),
            ]));
    }

    private static string[] Row<T>(
        string what, Paired<T> pairs, Func<T, double> seconds, string alternative)
    {
        var ours = Ranks.Of(pairs.All.Select(pair => seconds(pair.Ours)));
        var theirs = Ranks.Of(pairs.All.Select(pair => seconds(pair.Theirs)));
        return
        [
            what, $"{ours.Median:F2}", $"{ours.Most:F2}", alternative, $"{theirs.Median:F2}",
            $"{theirs.Most:F2}", $"**{pairs.Ratio(seconds).Text(2)}**",
        ];
    }

    private static string PluginFolder(Workshop shop)
    {
        var folder = shop.MakeFolder("plugins");
        File.Copy(
            Path.Combine(AppContext.BaseDirectory, "Plugins", TickingJob.Plugin),
            Path.Combine(folder, TickingJob.Plugin));
        return folder;
    }
}

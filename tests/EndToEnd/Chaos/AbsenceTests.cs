using System.Text.Json.Nodes;
using Shield.EndToEnd.Kills;
using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Chaos;

/// <summary>Agents that are there, and yet not: cut off, or frozen.</summary>
[Trait("Catalog", "Own")]
[Collection(ClockFirst.Collection)]
public sealed class AbsenceTests(ITestOutputHelper output)
{
    private const int Cores = 2;

    /// <summary>So long that a backup is under way when it begins, and still when its agent is given up.
    /// </summary>
    private const double Pause = 1.5;

    private const int MegaBytes = 40;

    /// <summary>Long enough to be given up by the cluster; <c>make chaos</c> takes longer.</summary>
    private static readonly TimeSpan CutFor = TimeSpan.FromSeconds(ChaosTests.Number("SHIELD_TEST_CUT", 35));

    [Fact]
    public async Task An_agent_that_was_cut_off_runs_nothing_twice_and_loses_nothing()
    {
        await using var space = await NetworkSpace.MakeAsync();
        await using var cluster = await Cluster.StartAsync(Cores, agents: 1, space);
        await BeAbsentAsync(cluster, space.PullOutAsync, space.PlugInAsync, _ => { });
    }

    [Fact]
    public async Task An_agent_that_was_frozen_runs_nothing_twice_and_loses_nothing()
    {
        await using var cluster = await Cluster.StartAsync(Cores, agents: 1);
        var agent = cluster.Agents[0];
        await BeAbsentAsync(cluster, () => agent.Child.FreezeAsync(), () => agent.Child.ThawAsync(), task =>
            Assert.Empty(Remains.ProcessesOf(new HashSet<string> { task })));
    }

    /// <param name="cluster">With one agent.</param>
    /// <param name="leave">How it becomes absent.</param>
    /// <param name="comeBack">How it is there again.</param>
    /// <param name="check">What must be so of the task that it had, before it is there again.</param>
    private async Task BeAbsentAsync(
        Cluster cluster, Func<Task> leave, Func<Task> comeBack, Action<string> check)
    {
        await using var witness = new AttemptWitness();
        var random = new Random(Moments.Seed);
        var (api, agent) = (cluster.Cores[0].Api, cluster.Agents[0]);
        var blobs = Path.Combine(agent.Folder, "blobs");
        var slow = await Lane.MakeAsync(api, agent, Path.Combine(agent.Folder, "slow"), blobs, Pause);
        var quick = await Lane.MakeAsync(api, agent, Path.Combine(agent.Folder, "quick"), blobs);
        await slow.BackUpAsync(api, random, MegaBytes);
        await UntilAsync(api, slow.Task, task => task["bytes_done"]!.GetValue<long>() > 0);

        await leave();
        await quick.BackUpAsync(api, random, 1);
        await UntilAsync(api, quick.Task, task => ServiceApi.Text(task, "log").Contains(
            $"waiting for agent {agent.Label} to connect", StringComparison.Ordinal));

        // Not a wait for something to be ready: how long it is away is what is tried.
        await Task.Delay(CutFor, TimeProvider.System);
        check(slow.Task);
        await comeBack();
        await agent.Child.EndAsync(Poll.Patience);
        agent.Start();

        foreach (var lane in new[] { slow, quick })
        {
            var end = await api.EndOfAsync(lane.Task);
            output.WriteLine(ServiceApi.Text(end, "log"));
            Assert.Equal("done", ServiceApi.Text(end, "status"));
            Assert.InRange(end["attempt"]!.GetValue<int>(), 1, 2);
            Assert.Equal("", lane.Violations);
        }

        Assert.Empty(witness.Violations);
        Assert.True(witness.Seen > 0);
        await AssertWholeAsync(api, blobs);
    }

    /// <summary>Valid archives = done backups = blobs, and nothing else lies in the store.</summary>
    private static async Task AssertWholeAsync(ServiceApi api, string blobs)
    {
        await api.AtRestAsync();
        var archives = await api.ListAsync("/v1/archives");
        Assert.All(archives, archive => Assert.Equal("valid", ServiceApi.Text(archive, "status")));
        Assert.Equal(2, archives.Count);
        var everything = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 };
        Assert.Equal(
            archives.Select(archive => ServiceApi.Text(archive, "key")).Order(),
            Directory.EnumerateFiles(blobs, "*", everything)
                .Select(file => Path.GetRelativePath(blobs, file)).Order());
    }

    private static async Task UntilAsync(ServiceApi api, string task, Func<JsonNode, bool> isSo)
    {
        JsonNode? row = null;
        await Poll.UntilAsync(
            async () => isSo(row = await api.GetAsync($"/v1/task/{task}")), () => $"it is not so: {row}");
    }
}

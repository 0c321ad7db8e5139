using System.Globalization;
using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Chaos;

/// <summary>Every silo rings a part of all reminders, agents too.</summary>
[Trait("Catalog", "Own")]
[Collection(ClockFirst.Collection)]
public sealed class ClockTests(ITestOutputHelper output)
{
    private const int Jobs = 12;
    private const int MinuteChars = 16;

    private static readonly TimeSpan Watched = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LatenessMax = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Agents_whose_clocks_are_seconds_off_delay_no_schedule()
    {
        await using var cluster = await Cluster.StartAsync(
            cores: 1, agents: 2, within: number => AtTime(number == 1 ? "+12s" : "-12s"));
        var api = cluster.Cores[0].Api;
        var start = TimeProvider.System.GetUtcNow();
        var made = new Dictionary<string, DateTimeOffset>();
        for (var i = 0; i < Jobs; i++)
        {
            var job = await MakeJobAsync(cluster, i);
            made[job] = TimeProvider.System.GetUtcNow();
        }

        await Task.Delay(Watched + LatenessMax, TimeProvider.System);
        var end = TimeProvider.System.GetUtcNow() - LatenessMax;

        var tasks = await api.AtRestAsync();
        var possible = MinutesBetween(start, TimeProvider.System.GetUtcNow()).ToHashSet();
        var requested = tasks.Select(task => Moment(ServiceApi.Text(task, "requested_at"))).ToArray();
        output.WriteLine(
            $"{tasks.Count} tasks, the latest {requested.Max(at => at.Second)} s after the minute");
        Assert.All(tasks, task => Assert.Equal("done", ServiceApi.Text(task, "status")));
        Assert.All(requested, at => Assert.InRange(at.Second, 0, (int)LatenessMax.TotalSeconds));
        foreach (var (job, since) in made)
        {
            var minutes = tasks.Where(task => ServiceApi.Text(task, "job_uuid") == job)
                .Select(task => ServiceApi.Text(task, "requested_at")[..MinuteChars]).ToArray();
            var due = MinutesBetween(since, end).ToArray();
            Assert.NotEmpty(due);
            Assert.Distinct(minutes);
            Assert.Subset(minutes.ToHashSet(), due.ToHashSet());
            Assert.Subset(possible, minutes.ToHashSet());
        }
    }

    [Theory]
    [InlineData("+10m", "ahead of")]
    [InlineData("-10m", "behind")]
    public async Task An_agent_whose_clock_is_ten_minutes_off_does_not_come_in(string offset, string words)
    {
        await using var cluster = await Cluster.StartAsync(cores: 1, agents: 0);
        await using var agent = new AgentProgram(cluster.Database, 1, AtTime(offset));
        agent.Start();

        Assert.Equal(1, await agent.Child.EndAsync(Poll.Patience));
        Assert.Contains($"the clock of this machine is 600 s {words}", agent.Log(), StringComparison.Ordinal);
        Assert.Empty(await cluster.Cores[0].Api.ListAsync("/v1/agents"));
    }

    private static async Task<string> MakeJobAsync(Cluster cluster, int number)
    {
        var agent = cluster.Agents[number % cluster.Agents.Count];
        var api = cluster.Cores[0].Api;
        var name = $"job {number}";
        var folder = Directory.CreateDirectory(Path.Combine(agent.Folder, name)).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "note"), name);
        var store = Path.Combine(agent.Folder, $"blobs {number}");
        return await api.CreateAsync("/v1/jobs", new
        {
            name,
            paused = false,
            target = await api.CreateAsync(
                "/v1/targets",
                new { name, plugin = "fs", agent = agent.Label, endpoint = new { base_dir = folder } }),
            store = await api.CreateAsync(
                "/v1/stores", new { name, plugin = "fs", endpoint = new { base_dir = store } }),
            schedule = await api.CreateAsync("/v1/schedules", new { name, when = "every 1 minutes" }),
            retention = await api.CreateAsync("/v1/retention", new { name, expires = 30 * 24 * 3600 }),
        });
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.ParseExact(
        text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>The whole minutes after the first and not after the last.</summary>
    private static IEnumerable<string> MinutesBetween(DateTimeOffset first, DateTimeOffset last)
    {
        var minute = first.AddTicks(-(first.Ticks % TimeSpan.TicksPerMinute)).AddMinutes(1);
        for (; minute <= last; minute = minute.AddMinutes(1))
            yield return minute.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>What <c>faketime -f</c> does, without the process of its own that it leaves between: whoever
    /// killed that would not kill the agent.</summary>
    private static string[] AtTime(string offset) =>
        ["env", "LD_PRELOAD=/usr/$LIB/faketime/libfaketime.so.1", $"FAKETIME={offset}"];
}

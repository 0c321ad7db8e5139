using System.Globalization;
using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Chaos;

/// <summary>Every silo rings a part of all reminders, agents too.</summary>
[Trait("Catalog", "Own")]
[Collection(ClockFirst.Collection)]
public sealed class ClockTests(ITestOutputHelper output)
{
    private const int Jobs = 12, Minutes = 1;
    private static readonly TimeSpan LatenessMax = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Agents_whose_clocks_are_seconds_off_delay_no_schedule()
    {
        await using var cluster = await Cluster.StartAsync(
            cores: 1, agents: 2, within: number => AtTime(number == 1 ? "+12s" : "-12s"));
        var api = cluster.Cores[0].Api;
        for (var i = 0; i < Jobs; i++) await MakeJobAsync(cluster, i);
        var start = TimeProvider.System.GetUtcNow();
        await Task.Delay(TimeSpan.FromMinutes(Minutes), TimeProvider.System);
        var end = TimeProvider.System.GetUtcNow();

        var tasks = await api.AtRestAsync();
        var due = tasks.Select(task => Moment(ServiceApi.Text(task, "requested_at"))).ToArray();
        output.WriteLine($"{tasks.Count} tasks, the latest {due.Max(at => at.Second)} s after the minute");
        Assert.All(tasks, task => Assert.Equal("done", ServiceApi.Text(task, "status")));
        Assert.All(due, at => Assert.InRange(at.Second, 0, (int)LatenessMax.TotalSeconds));
        foreach (var job in tasks.GroupBy(task => ServiceApi.Text(task, "job_uuid")))
        {
            var minutes = job.Select(task => ServiceApi.Text(task, "requested_at")[..16]);
            Assert.Distinct(minutes);
        }

        Assert.Equal(Jobs * MinutesBetween(start, end), tasks.Count);
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

    private static async Task MakeJobAsync(Cluster cluster, int number)
    {
        var agent = cluster.Agents[number % cluster.Agents.Count];
        var api = cluster.Cores[0].Api;
        var name = $"job {number}";
        var folder = Directory.CreateDirectory(Path.Combine(agent.Folder, name)).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "note"), name);
        var store = Path.Combine(agent.Folder, $"blobs {number}");
        await api.CreateAsync("/v1/jobs", new
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

    private static int MinutesBetween(DateTimeOffset start, DateTimeOffset end) =>
        (int)(((end.Ticks + LatenessMax.Ticks) / TimeSpan.TicksPerMinute)
            - (start.Ticks / TimeSpan.TicksPerMinute));

    /// <summary>What <c>faketime -f</c> does, without the process of its own that it leaves between: whoever
    /// killed that would not kill the agent.</summary>
    private static string[] AtTime(string offset) =>
        ["env", "LD_PRELOAD=/usr/$LIB/faketime/libfaketime.so.1", $"FAKETIME={offset}"];
}

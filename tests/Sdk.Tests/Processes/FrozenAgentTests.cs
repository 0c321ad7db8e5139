using System.Globalization;

namespace Shield.Plugins.Sdk.Tests.Processes;

/// <summary>An agent that is there and does nothing: SIGSTOP, as a debugger, a freezer or a full machine does
/// it.</summary>
public sealed class FrozenAgentTests
{
    private const double SilenceSeconds = 3;

    /// <summary>No process may survive its agent by more.</summary>
    private const double SurvivalSecondsMax = 10;

    /// <summary>Between two looks, and between two beats.</summary>
    private const double PauseSeconds = 1;

    [Fact]
    public async Task A_frozen_agent_loses_its_plugin_with_all_descendants_and_the_endpoint_file()
    {
        await using var agent = await Agent.StartAsync(SilenceSeconds);
        var start = TimeProvider.System.GetTimestamp();

        agent.Freeze();
        await Bench.UntilAsync(() => agent.HasNothing);

        Assert.InRange(
            TimeProvider.System.GetElapsedTime(start).TotalSeconds,
            SilenceSeconds - PauseSeconds, SilenceSeconds + SurvivalSecondsMax);
        Assert.True(agent.IsFrozen);
    }

    [Fact]
    public async Task An_agent_that_thaws_is_told_why_its_plugin_ended()
    {
        await using var agent = await Agent.StartAsync(SilenceSeconds);
        agent.Freeze();
        await Bench.UntilAsync(() => agent.HasNothing);

        agent.Thaw();
        var end = await agent.EndAsync();

        Assert.Equal(122, end.ExitCode);
        Assert.Contains("the agent stood still for 3 seconds", end.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task However_long_the_grace_period_is_nothing_survives_an_agent_by_ten_seconds(bool isDead)
    {
        await using var agent = await Agent.StartAsync(SilenceSeconds, graceSeconds: 600);
        var start = TimeProvider.System.GetTimestamp();

        if (isDead) agent.Kill();
        else agent.Freeze();
        await Bench.UntilAsync(() => agent.HasNothing);

        var elapsed = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        Assert.InRange(elapsed, 0, SurvivalSecondsMax + (isDead ? 0 : SilenceSeconds + PauseSeconds));
    }

    [Fact]
    public async Task An_agent_that_is_frozen_for_less_loses_nothing_however_often()
    {
        await using var agent = await Agent.StartAsync(silenceSeconds: 5);
        for (var round = 0; round < 3; round++)
        {
            agent.Freeze();
            await PassAsync(2);
            agent.Thaw();
            await PassAsync(2 * PauseSeconds);
        }

        Assert.True(agent.HasAll);
    }

    [Fact]
    public async Task An_agent_loses_nothing_when_the_whole_machine_stands_still()
    {
        await using var agent = await Agent.StartAsync(SilenceSeconds);

        agent.Freeze();
        agent.FreezeSupervisor();
        await PassAsync(2 * SilenceSeconds);
        agent.ThawSupervisor();
        agent.Thaw();
        await PassAsync(2 * PauseSeconds);

        Assert.True(agent.HasAll);
    }

    [Fact]
    public async Task An_agent_whose_thread_pool_is_exhausted_loses_nothing()
    {
        await using var agent = await Agent.StartAsync(SilenceSeconds, isBusy: true);

        await PassAsync(3 * SilenceSeconds);

        Assert.True(agent.HasAll);
    }

    [Fact]
    public async Task Looking_for_an_agent_that_lives_costs_a_supervisor_next_to_nothing()
    {
        await using var bench = new Bench();
        await using var process = await bench.ShellAsync("echo ready; exec sleep 1000000");
        process.StandardOutput.ReadByte();
        await PassAsync(PauseSeconds);
        var before = CostOf(process.SupervisorPid);

        await PassAsync(5 * PauseSeconds);

        var after = CostOf(process.SupervisorPid);
        // Hundredths of a second, and pages of 4 KiB.
        Assert.InRange(after.Ticks - before.Ticks, 0, 2);
        Assert.InRange(after.Pages - before.Pages, 0, 16);
    }

    // Not a wait for something to be ready: the time that passes is what is tried.
    private static Task PassAsync(double seconds) =>
        Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System);

    private static (int Ticks, int Pages) CostOf(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (Number(11) + Number(12), Number(21));

        int Number(int field) => int.Parse(fields[field], CultureInfo.InvariantCulture);
    }
}

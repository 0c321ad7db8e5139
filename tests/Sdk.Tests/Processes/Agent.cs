using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Sdk.Tests.Processes;

/// <summary>A real agent process with one plugin, to be frozen, thawed and killed.</summary>
internal sealed class Agent : IAsyncDisposable
{
    private const int SigCont = 18;
    private const int SigStop = 19;
    private const int ErrorBytesMax = 10_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("shield-test-").FullName;
    private readonly Task<ToolEnd> _ended;
    private string _endpoint = "";
    private int _agent;
    private int _supervisor;
    private int[] _watched = [];

    private Agent(double silenceSeconds, double graceSeconds, bool isBusy) => _ended = ToolProcess.RunAsync(
        new ToolOrder
        {
            Program = Environment.ProcessPath!,
            Arguments = AgentProcess.Orders(_folder, silenceSeconds, graceSeconds, isBusy),
            Errors = new ToolOutput.Text(ErrorBytesMax),
        },
        TimeProvider.System, CancellationToken.None);

    /// <summary>Whether its plugin, all that this has started, and the endpoint file are there.</summary>
    public bool HasAll => _watched.All(Bench.Lives) && File.Exists(_endpoint);

    /// <summary>Whether nothing of that is there, nor the supervisor.</summary>
    public bool HasNothing => !_watched.Append(_supervisor).Any(Bench.Lives) && !File.Exists(_endpoint);

    public bool IsFrozen =>
        File.ReadAllText($"/proc/{_agent}/stat").Contains(") T ", StringComparison.Ordinal);

    /// <summary>Starts it, and waits until its plugin has started all it wants.</summary>
    public static async Task<Agent> StartAsync(
        double silenceSeconds, double graceSeconds = 1, bool isBusy = false)
    {
        var agent = new Agent(silenceSeconds, graceSeconds, isBusy);
        agent._watched =
        [
            await agent.PidAsync("plugin"),
            await agent.PidAsync("grandchild"),
            await agent.PidAsync("stubborn"),
        ];
        agent._supervisor = await agent.PidAsync("supervisor");
        agent._agent = await agent.PidAsync("agent");
        agent._endpoint = (await File.ReadAllTextAsync(agent.PathOf("endpoint"))).Trim();
        Assert.True(agent.HasAll);
        return agent;
    }

    public void Freeze() => Signal(_agent, SigStop);

    public void Thaw() => Signal(_agent, SigCont);

    public void Kill() => Signal(_agent, NativeMethods.SigKill);

    public void FreezeSupervisor() => Signal(_supervisor, SigStop);

    public void ThawSupervisor() => Signal(_supervisor, SigCont);

    /// <summary>Its end; its exit code is the one that its plugin ended with.</summary>
    public Task<ToolEnd> EndAsync() => _ended;

    public async ValueTask DisposeAsync()
    {
        if (!_ended.IsCompleted) Kill();
        await _ended;
        await Bench.UntilAsync(() => HasNothing);
        // One that was killed leaves the folder of its endpoints.
        if (Path.GetDirectoryName(_endpoint) is { } endpoints && Directory.Exists(endpoints))
            Directory.Delete(endpoints);
        Directory.Delete(_folder, recursive: true);
    }

    private static void Signal(int pid, int signal) => Assert.Equal(0, NativeMethods.Kill(pid, signal));

    private string PathOf(string name) => Path.Combine(_folder, name);

    private Task<int> PidAsync(string name) => Bench.PidInAsync(PathOf(name));
}

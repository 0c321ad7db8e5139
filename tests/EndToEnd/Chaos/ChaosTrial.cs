using System.Text.Json.Nodes;
using Shield.EndToEnd.Kills;
using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Chaos;

/// <summary>Backups and restores on several agents, while one process after another is killed.</summary>
internal sealed class ChaosTrial : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);
    private static readonly string[] Victims = ["host", "api", "agent", "database"];

    private readonly Cluster _cluster;
    private readonly Random _random;
    private readonly (int Least, int Most) _megaBytes;
    private readonly string _folder = Directory.CreateTempSubdirectory("shield-chaos-").FullName;
    private readonly List<Lane> _lanes = [];
    private readonly AttemptWitness _witness = new();
    private TimeSpan _undisturbed;
    private volatile AgentProgram? _down;

    private ChaosTrial(Cluster cluster, Random random, (int Least, int Most) megaBytes) =>
        (_cluster, _random, _megaBytes) = (cluster, random, megaBytes);

    private string Blobs => Path.Combine(_folder, "blobs");

    /// <param name="cluster">It runs; whoever started it ends it.</param>
    /// <param name="random">Decides everything.</param>
    /// <param name="megaBytes">How much each backup has, in MiB.</param>
    public static async Task<ChaosTrial> PrepareAsync(
        Cluster cluster, Random random, (int Least, int Most) megaBytes)
    {
        var trial = new ChaosTrial(cluster, random, megaBytes);
        foreach (var (number, agent) in cluster.Agents.Index())
        {
            var folder = Path.Combine(trial._folder, $"lane {number}");
            trial._lanes.Add(await Lane.MakeAsync(cluster.Cores[0].Api, agent, folder, trial.Blobs));
        }

        var start = TimeProvider.System.GetTimestamp();
        foreach (var lane in trial._lanes)
        {
            await lane.BackUpAsync(cluster.Cores[0].Api, random, megaBytes.Most);
            start = TimeProvider.System.GetTimestamp();
            await trial.EndAsync(lane, mayFail: false);
        }

        trial._undisturbed = TimeProvider.System.GetElapsedTime(start);
        return trial;
    }

    /// <summary>One task on each agent, and one process that is killed; answers what happened.</summary>
    public async Task<string> RoundAsync(int round)
    {
        var api = _cluster.Cores[_random.Next(_cluster.Cores.Count)];
        foreach (var lane in _lanes) await BeginAsync(lane, api.Api);

        var victim = Victims[round % Victims.Length];
        var struck = _lanes[_random.Next(_lanes.Count)];
        var moment = new Moments(_random.Next()).Next(_random.Next(), _undisturbed);
        var pause = TimeSpan.FromSeconds(_random.NextDouble() * 2);

        // Not a wait for something to be ready: the moment is what is tried.
        await Task.Delay(moment, TimeProvider.System);
        var restarting = await KillAsync(victim, struck, api, pause);
        var ends = new List<string>();
        foreach (var lane in _lanes)
        {
            var mayFail = victim == "agent" && lane == struck && lane.Restored is not null;
            ends.Add(await EndAsync(lane, mayFail));
        }

        await restarting;
        foreach (var lane in _lanes) await RepairAsync(lane);
        var (after, back) = ((int)moment.TotalMilliseconds, (int)pause.TotalMilliseconds);
        return $"{victim} killed after {after} ms, back {back} ms later: {string.Join("; ", ends)}";
    }

    /// <summary>Everything that must be so when all is over.</summary>
    public async Task CheckAsync()
    {
        await _cluster.SettleAsync();
        var api = _cluster.Cores[0].Api;
        var tasks = await api.AtRestAsync();
        var archives = await api.ListAsync("/v1/archives");
        Assert.Equal(
            tasks.Where(task => ServiceApi.Text(task, "type") == "backup").Select(ServiceApi.Id).Order(),
            archives.Select(archive => ServiceApi.Text(archive, "task_uuid")).Order());
        Assert.All(archives, archive => Assert.Equal("valid", ServiceApi.Text(archive, "status")));

        var everything = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 };
        Assert.Equal(
            archives.Select(archive => ServiceApi.Text(archive, "key")).Order(),
            Directory.EnumerateFiles(Blobs, "*", everything)
                .Select(file => Path.GetRelativePath(Blobs, file)).Order());
        Assert.All(_lanes, lane => Assert.Equal("", lane.Violations));
        Assert.Empty(_witness.Violations);
        Assert.True(_witness.Seen > 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _witness.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task BeginAsync(Lane lane, ServiceApi api)
    {
        if (_random.Next(3) == 0) await lane.RestoreAsync(api, _random);
        else await lane.BackUpAsync(api, _random, _random.Next(_megaBytes.Least, _megaBytes.Most + 1));
    }

    /// <summary>Kills; the victim is started again later.</summary>
    private async Task<Task> KillAsync(string victim, Lane lane, Service api, TimeSpan pause)
    {
        switch (victim)
        {
            case "agent":
                _down = lane.Agent;
                await lane.Agent.Child.KillAsync();
                return LaterAsync(pause, () =>
                {
                    lane.Agent.Start();
                    _down = null;
                    return Task.CompletedTask;
                });
            case "database":
                await _cluster.Server.KillAsync();
                return LaterAsync(pause, () => _cluster.Server.RestartAsync("-c max_connections=300"));
            default:
                var core = victim == "api" ? api : HostOf(lane.Task);
                await core.Child.KillAsync();
                return LaterAsync(pause, () => core.StartAsync());
        }
    }

    private static async Task LaterAsync(TimeSpan pause, Func<Task> start)
    {
        await Task.Delay(pause, TimeProvider.System);
        await start();
    }

    /// <summary>The core that speaks of the task last has it.</summary>
    private Service HostOf(string task) => _cluster.Cores.LastOrDefault(
        core => core.Log().Contains($"task {task}: attempt", StringComparison.Ordinal)) ?? _cluster.Cores[^1];

    /// <summary>Waits until the task has ended, and checks it; answers how it ended.</summary>
    private async Task<string> EndAsync(Lane lane, bool mayFail)
    {
        var start = TimeProvider.System.GetTimestamp();
        JsonNode? task = null;
        while (task is null || ServiceApi.Text(task, "status") is "pending" or "running")
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(start) < Patience,
                $"task {lane.Task} does not end: {task}\n{Logs()}");
            await Task.Delay(LookAgain, TimeProvider.System);
            StartAgain();
            task = await AskAnyAsync($"/v1/task/{lane.Task}") ?? task;
        }

        var status = ServiceApi.Text(task, "status");
        var attempts = task["attempt"]!.GetValue<int>();
        Assert.True(status == "done" || (mayFail && status == "failed"), $"{task}\n{Logs()}");
        CheckLog(task, attempts);
        if (status == "done") lane.Check(task);
        var noun = lane.Restored is null ? "backup" : "restore";
        return $"{noun} {status} in attempt {attempts}";
    }

    /// <summary>An agent that finds no catalog when it starts says so and ends; a service manager starts it
    /// again.</summary>
    private void StartAgain()
    {
        foreach (var agent in _cluster.Agents.Where(agent => agent != _down && agent.Child.HasEnded))
        {
            var lastWords = agent.Log().TrimEnd('\n').Split('\n')[^1];
            Assert.True(
                lastWords.StartsWith("shield-agent: the catalog ", StringComparison.Ordinal)
                    && lastWords.Contains("is not reachable", StringComparison.Ordinal),
                agent.Log());
            agent.Start();
        }
    }

    /// <summary>A restore that has failed works the next time.</summary>
    private async Task RepairAsync(Lane lane)
    {
        if (lane.Restored is null) return;
        await _cluster.SettleAsync();
        await lane.RestoreAgainAsync(_cluster.Cores[0].Api);
        await EndAsync(lane, mayFail: false);
    }

    /// <summary>Each attempt is in it, once, in order, and how it ended.</summary>
    private static void CheckLog(JsonNode task, int attempts)
    {
        var lines = ServiceApi.Text(task, "log").TrimEnd('\n').Split('\n');
        var starts = lines.Where(line => line.Contains(" starts on ", StringComparison.Ordinal))
            .Select(line => line[9..line.IndexOf(" starts on ", StringComparison.Ordinal)]);
        Assert.Equal(Enumerable.Range(1, attempts).Select(number => $"attempt {number}"), starts);
        Assert.Contains(" requested by ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith(ServiceApi.Text(task, "status"), lines[^1][9..], StringComparison.Ordinal);
        var results = lines.Count(line => line.Contains(" bytes stored, ", StringComparison.Ordinal)
            || line.Contains(" bytes restored, ", StringComparison.Ordinal));
        if (ServiceApi.Text(task, "status") == "done") Assert.InRange(results, 1, attempts);
    }

    private async Task<JsonNode?> AskAnyAsync(string path)
    {
        foreach (var core in _cluster.Cores)
        {
            try
            {
                return await core.Api.GetAsync(path);
            }
            catch (Exception away) when (away is HttpRequestException or OperationCanceledException)
            {
                // It is the one that was killed, or its database is.
            }
        }

        return null;
    }

    private string Logs() => string.Join('\n', _cluster.Cores.Select(core => core.Log())
        .Concat(_cluster.Agents.Select(agent => agent.Log()))
        .Select(log => log.Length > 6000 ? log[^6000..] : log));
}

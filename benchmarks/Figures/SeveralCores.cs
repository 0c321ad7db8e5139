using System.Globalization;
using Shield.Benchmarks.Harness;
using Shield.Benchmarks.Programs;

namespace Shield.Benchmarks.Figures;

/// <summary>How many tiny tasks are done in a second, with one core and with several.</summary>
internal sealed class SeveralCores : IPart
{
    private const int Agents = 2;

    /// <summary>As many for each number of cores.</summary>
    private const int Clients = 6;

    private const string Workers = "5";

    private static readonly int[] Numbers = [1, 2, 3];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeProvider Clock = TimeProvider.System;

    public string Letter => "l";

    public string Name => "cores";

    public string Title => "tiny tasks on several cores";

    public async Task<PartResult> RunAsync(Workshop shop, CancellationToken cancellationToken)
    {
        var jobs = shop.Wanted.Sized(200, 20);
        var rounds = new List<double[]>();
        while (rounds.Count < shop.Wanted.Sized(3, 1))
        {
            var round = new List<double>();
            foreach (var cores in Numbers)
            {
                var folder = shop.MakeFolder("cluster");
                round.Add(await MeasureAsync(folder, cores, jobs, cancellationToken));
                Directory.Delete(folder, recursive: true);
                Workshop.Say($"{cores} cores: {Text(round[^1])} tasks a second");
            }

            rounds.Add([.. round]);
        }

        return new PartResult(Table.Of(
            ["cores", $"tasks a second, of {jobs}", "ratio to one core"],
            Numbers.Select((cores, at) => (string[])
            [
                $"{cores}",
                Spread.Of(rounds.Select(round => round[at])).Text(1),
                $"**{Spread.Of(rounds.Select(round => round[at] / round[0])).Text(2)}**",
            ])));
    }

    /// <summary>In tasks a second. All run ahead as often as there are cores, which is not counted: each core
    /// is as warm as one that is alone.</summary>
    private static async Task<double> MeasureAsync(
        string folder, int cores, int count, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string> { ["SHIELD_WORKERS"] = Workers };
        await using var cluster = await Cluster.StartAsync(
            folder, cores, Agents, settings, cancellationToken);
        await using var saved = await SavedTasks.OpenAsync(cluster.Place, folder, cancellationToken);
        try
        {
            var jobs = await CreateJobsAsync(cluster, folder, count, cancellationToken);
            foreach (var _ in cluster.Cores) await RunAllAsync(cluster, saved, jobs, cancellationToken);
            var elapsed = await Timed.RunAsync(() => RunAllAsync(cluster, saved, jobs, cancellationToken));
            return count / elapsed.TotalSeconds;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync(cluster.LastWords());
            throw;
        }
    }

    /// <summary>Each with a target of its own, on one agent after another.</summary>
    private static async Task<string[]> CreateJobsAsync(
        Cluster cluster, string folder, int count, CancellationToken cancellationToken)
    {
        var tree = Directory.CreateDirectory(Path.Combine(folder, "tree")).FullName;
        await File.WriteAllTextAsync(Path.Combine(tree, "file"), "tiny", cancellationToken);
        var blobs = Directory.CreateDirectory(Path.Combine(folder, "blobs")).FullName;
        var api = cluster.Cores[0].Api;
        var parts = await SharedParts.CreateAsync(api, blobs, cancellationToken);
        var jobs = new string[count];
        for (var number = 0; number < count; number++)
        {
            jobs[number] = await parts.CreateJobAsync(
                api, "fs", new { base_dir = tree }, cluster.Agents[number % Agents], cancellationToken);
        }

        return jobs;
    }

    /// <summary>Asks for a run of each, by clients that are spread over the cores, and waits until all are
    /// done.</summary>
    private static async Task RunAllAsync(
        Cluster cluster, SavedTasks saved, string[] jobs, CancellationToken cancellationToken)
    {
        Api[] clients =
        [
            .. Enumerable.Range(0, Clients).Select(number =>
                new Api(cluster.Cores[number % cluster.Cores.Count].Url)),
        ];
        try
        {
            var (start, next) = (Clock.GetUtcNow(), -1);
            var done = saved.WaitDoneAsync(start, jobs.Length, Patience, cancellationToken);
            await Load.RunAsync(Clients, jobs.Length, client => clients[client].PostAsync(
                $"/v1/job/{jobs[Interlocked.Increment(ref next)]}/run", new { }, cancellationToken));
            await done;
        }
        finally
        {
            foreach (var client in clients) client.Dispose();
        }
    }

    private static string Text(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}

using Shield.Benchmarks.Harness;
using Shield.Benchmarks.Programs;

namespace Shield.Benchmarks.Figures;

/// <summary>How late the task of a slot is saved when ever more jobs are due in the same minute, and whether
/// the API answers meanwhile.</summary>
internal sealed class Lateness(CatalogKind kind) : IPart
{
    private const int Clients = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeProvider Clock = TimeProvider.System;

    public string Letter => "i";

    public string Name => $"lateness.{kind.Key}";

    public string Title => $"jobs that are due at once, catalog on {kind.Name}";

    public async Task<PartResult> RunAsync(Workshop shop, CancellationToken cancellationToken)
    {
        var home = shop.PathOf("home");
        await using var place = await kind.PrepareAsync();
        await using var service = await Service.StartAsync(home, place.Settings, cancellationToken);
        await using var saved = await SavedTasks.OpenAsync(place, home, cancellationToken);
        var parts = await CreatePartsAsync(service.Api, shop.MakeFolder("blobs"), cancellationToken);

        var found = new List<Round>();
        foreach (var jobs in shop.Wanted.Sized<int[]>([10, 1000, 10_000], [10, 100]))
        {
            // Of their own schedule: the jobs of the round before still have tasks that wait.
            var own = parts with { Schedule = await CreateScheduleAsync(service.Api, cancellationToken) };
            await ManyJobs.CreateAsync(service, own, 0, jobs, cancellationToken);
            var round = await MeasureAsync(service, own, saved, jobs, cancellationToken);
            found.Add(round);
            Workshop.Say($"{jobs} jobs: 99 of 100 within {round.Late.Most:F0} ms");
        }

        return Result(found);
    }

    /// <summary>Nothing runs what is asked for: its agent is not there, and starting processes is measured
    /// elsewhere.</summary>
    private static async Task<JobParts> CreatePartsAsync(
        Api api, string blobs, CancellationToken cancellationToken) => new(
        await api.CreateAsync(
            "/v1/targets",
            new
            {
                name = "far",
                plugin = "fs",
                endpoint = new { base_dir = blobs },
                agent = "far.example:5444",
            },
            cancellationToken),
        await api.CreateStoreAsync("fs", new { base_dir = blobs }, cancellationToken),
        await CreateScheduleAsync(api, cancellationToken),
        await api.CreateAsync("/v1/retention", new { name = "day", expires = 24 * 3600 }, cancellationToken))
    {
        Paused = false,
    };

    private static Task<string> CreateScheduleAsync(Api api, CancellationToken cancellationToken) =>
        api.CreateAsync("/v1/schedules", Schedule("0 0 30 2 *"), cancellationToken);

    private static object Schedule(string when) => new { name = "all at once", summary = "", when };

    private static async Task<Round> MeasureAsync(
        Service service, JobParts parts, SavedTasks saved, int jobs, CancellationToken cancellationToken)
    {
        var due = DueMinute(jobs);
        await service.Api.EditAsync(
            $"/v1/schedule/{parts.Schedule}", Schedule($"hourly at {due.Minute}"), cancellationToken);
        await Task.Delay(due - Clock.GetUtcNow() - TimeSpan.FromSeconds(1), Clock, cancellationToken);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answers = ReadAsync(service, $"/v1/schedule/{parts.Schedule}", reading.Token);
        var late = await saved.WaitAsync(due, jobs, Patience, cancellationToken);
        await reading.CancelAsync();

        // The same number of tasks, asked for by clients.
        var asked = await AskAsync(service, parts, saved, jobs, cancellationToken);
        return new Round(jobs, Ranks.Of(late), Ranks.Of(asked), Ranks.Of(await answers));
    }

    private static async Task<double[]> AskAsync(
        Service service, JobParts parts, SavedTasks saved, int jobs, CancellationToken cancellationToken)
    {
        var list = await service.Api.ShowAsync($"/v1/jobs?schedule={parts.Schedule}", cancellationToken);
        string[] all = [.. list.AsArray().Select(job => job!["uuid"]!.GetValue<string>())];
        Api[] clients = [.. Enumerable.Range(0, Clients).Select(_ => new Api(service.Url))];
        var (start, next) = (Clock.GetUtcNow(), -1);
        var seen = saved.WaitAsync(start, jobs, Patience, cancellationToken);
        await Load.RunAsync(Clients, jobs, client => clients[client].PostAsync(
            $"/v1/job/{all[Interlocked.Increment(ref next)]}/run", new { }, cancellationToken));
        foreach (var client in clients) client.Dispose();
        return await seen;
    }

    /// <summary>A minute that is far enough for all jobs to know of it.</summary>
    private static DateTimeOffset DueMinute(int jobs)
    {
        var earliest = Clock.GetUtcNow().AddSeconds(10 + (jobs / 100));
        return new DateTimeOffset(
            earliest.Ticks - (earliest.Ticks % TimeSpan.TicksPerMinute) + TimeSpan.TicksPerMinute,
            TimeSpan.Zero);
    }

    /// <summary>Asks one thing after another, until it is told to stop.</summary>
    private static async Task<List<double>> ReadAsync(
        Service service, string path, CancellationToken cancellationToken)
    {
        using var api = new Api(service.Url);
        var took = new List<double>();
        try
        {
            while (true)
            {
                var answer = await Timed.RunAsync(() => api.ReadAsync(path, cancellationToken));
                took.Add(answer.TotalMilliseconds);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return took;
        }
    }

    private PartResult Result(List<Round> found)
    {
        var table = Table.Of(
            ["jobs due at once", "task saved after, ms", "99 of 100 within, ms",
                $"asked for by {Clients} clients: 99 of 100 within, ms", "ratio",
                "`GET` meanwhile, 99 of 100 within, ms"],
            found.Select(one => (string[])
            [
                $"{one.Jobs:N0}", $"{one.Late.Median:F0}", $"{one.Late.Most:F0}", $"{one.Asked.Most:F0}",
                $"**{one.Late.Most / one.Asked.Most:F2}**", $"{one.Answers.Most:F0}",
            ]));
        return new PartResult(
            table,
            [
                .. found.Where(one => one.Jobs is 1000 or 10_000).Select(one =>
                {
                    var goal = one.Jobs == 1000 ? 1000 : 5000;
                    return new Goal(
                        $"99 of 100 tasks of {one.Jobs:N0} jobs due at once, saved within; {kind.Name}",
                        $"less than {goal} ms",
                        $"{one.Late.Most:F0} ms",
                        one.Late.Most < goal);
                }),
            ]);
    }

    private sealed record Round(int Jobs, Ranks Late, Ranks Asked, Ranks Answers);
}

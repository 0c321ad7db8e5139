using System.Text.Json.Nodes;
using Shield.Benchmarks.Harness;

namespace Shield.Benchmarks.Programs;

/// <summary>A service whose catalog has grown: ten targets for a hundred jobs, for a thousand archives and a
/// thousand tasks, as many times as wanted.</summary>
/// <param name="Service">It, running.</param>
/// <param name="Ids">One of each noun, out of the middle; and the cursor in the middle of the jobs.</param>
/// <param name="Jobs">The jobs that can be run, each with a target of its own.</param>
internal sealed record GrownCatalog(
    Service Service, IReadOnlyDictionary<string, string> Ids, IReadOnlyList<string> Jobs)
{
    /// <summary>Of each in one measure.</summary>
    public const int TargetsEach = 10, JobsEach = 100, ArchivesEach = 1000;

    private const int PageRowsMax = 1000;
    private const string CursorField = "cursor=";

    private static readonly DateTimeOffset Newest = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Lets a service make and run one job, ends it, multiplies what it has left, and starts it
    /// again.</summary>
    public static async Task<GrownCatalog> MakeAsync(
        Workshop shop,
        string name,
        CatalogPlace place,
        int measures,
        CancellationToken cancellationToken)
    {
        var home = shop.PathOf(name);
        await using (var first = await Service.StartAsync(home, place.Settings, cancellationToken))
        {
            var route = new Route(
                "fs", new { base_dir = shop.MakeFolder("tree") }, shop.MakeFolder("blobs"));
            var job = await route.CreateJobAsync(first.Api, cancellationToken);
            await first.Api.RunToEndAsync($"/v1/job/{job}/run", new { }, cancellationToken);
        }

        List<StateRow> rows;
        await using (var table = await StateTable.OpenAsync(place, home, cancellationToken))
        {
            rows = [.. await MultiplyAsync(table, measures, cancellationToken)];
            var elapsed = await Timed.RunAsync(() => table.WriteAsync(rows, cancellationToken));
            Workshop.Say($"{name}: {rows.Count:N0} states, {rows.Count / elapsed.TotalSeconds:N0} a second");
        }

        var ids = rows.GroupBy(row => row.Noun)
            .ToDictionary(group => group.Key, group => $"{group.ElementAt(group.Count() / 2).Uuid:d}");
        var jobs = rows.Where(row => row.Noun == "job").Take(TargetsEach).Select(row => $"{row.Uuid:d}");
        var service = await Service.StartAsync(home, place.Settings, cancellationToken);
        ids["cursor"] = await MiddleAsync(service.Api, JobsEach * measures, cancellationToken);
        return new GrownCatalog(service, ids, [.. jobs]);
    }

    /// <summary>Walks through half of the jobs.</summary>
    /// <returns>The cursor there.</returns>
    private static async Task<string> MiddleAsync(Api api, int jobs, CancellationToken cancellationToken)
    {
        var rows = Math.Min(PageRowsMax, jobs / 2);
        var path = $"/v1/jobs?limit={rows}";
        for (var seen = 0; seen < jobs / 2; seen += rows) path = await api.NextAsync(path, cancellationToken);
        return path[(path.IndexOf(CursorField, StringComparison.Ordinal) + CursorField.Length)..];
    }

    private static async Task<IEnumerable<StateRow>> MultiplyAsync(
        StateTable table, int measures, CancellationToken cancellationToken)
    {
        var target = await table.FirstAsync("target", cancellationToken);
        var job = await table.FirstAsync("job", cancellationToken);
        var archive = await table.FirstAsync("archive", cancellationToken);
        var task = await table.FirstAsync("task", cancellationToken);
        StateRow[] targets =
        [
            .. Enumerable.Range(0, TargetsEach * measures)
                .Select(n => target.With(("name", $"target {n:D5}"))),
        ];
        StateRow[] jobs =
        [
            .. Enumerable.Range(0, JobsEach * measures).Select(n => job.With(
                ("name", $"job {n:D6}"), ("target_uuid", targets[n % targets.Length].Reference))),
        ];
        return [.. targets, .. jobs, .. Enumerable.Range(0, ArchivesEach * measures).SelectMany(n =>
            Run(n, jobs[n % jobs.Length], archive, task))];
    }

    /// <summary>A run a minute, each by another job; one in ten has failed, half of the archives have gone.
    /// </summary>
    private static IEnumerable<StateRow> Run(int number, StateRow job, StateRow archive, StateRow task)
    {
        var at = JsonValue.Create(Newest.AddMinutes(-number));
        var target = job.State["target_uuid"]!.GetValue<string>();
        var ran = task.With(
            ("job_uuid", job.Reference),
            ("target_uuid", target),
            ("status", number % 10 == 0 ? "failed" : "done"),
            ("requested_at", at),
            ("started_at", at.DeepClone()),
            ("stopped_at", at.DeepClone()));
        yield return ran;
        yield return archive.With(
            ("status", number % 2 == 0 ? "purged" : "valid"),
            ("job_uuid", job.Reference),
            ("task_uuid", ran.Reference),
            ("target_uuid", target),
            ("taken_at", at.DeepClone()),
            ("expires_at", JsonValue.Create(Newest.AddYears(20))));
    }
}

using Shield.Benchmarks.Harness;
using Shield.Benchmarks.Programs;

namespace Shield.Benchmarks.Figures;

/// <summary>What a run costs that has nothing to copy, with ever more jobs in the catalog.</summary>
internal sealed class TinyJobs(CatalogKind kind) : IPart
{
    private const double CostMillisecondsMax = 100;
    private const double GrowthMax = 1.2;

    public string Letter => "d";

    public string Name => $"tiny.{kind.Key}";

    public string Title => $"a tiny job, catalog on {kind.Name}";

    public async Task<PartResult> RunAsync(Workshop shop, CancellationToken cancellationToken)
    {
        var folder = shop.MakeFolder("tree");
        await File.WriteAllTextAsync(Path.Combine(folder, "file"), "tiny", cancellationToken);
        var route = new Route("fs", new { base_dir = folder }, shop.MakeFolder("blobs"));

        await using var place = await kind.PrepareAsync();
        await using var service = await Service.StartAsync(
            shop.PathOf("home"), place.Settings, cancellationToken);
        var job = await route.CreateJobAsync(service.Api, cancellationToken);
        var parts = await JobParts.OfAsync(service.Api, job, cancellationToken);

        var found = new List<(int Jobs, Paired<double> Pairs)>();
        foreach (var jobs in shop.Wanted.Sized<int[]>([10, 1000, 10_000], [10, 100]))
        {
            var before = found.Count == 0 ? 1 : found[^1].Jobs;
            await ManyJobs.CreateAsync(service, parts, before, jobs, cancellationToken);
            found.Add((jobs, await MeasureAsync(shop, service, route, job, cancellationToken)));
            Workshop.Say($"{jobs} jobs: {Cost(found[^1].Pairs).Text(0)} ms");
        }

        return Result(found);
    }

    private static Task<Paired<double>> MeasureAsync(
        Workshop shop, Service service, Route route, string job, CancellationToken cancellationToken) =>
        Pairs.RunAsync(
            shop.Wanted.Sized(30, Pairs.Count),
            async token => (await Timed.RunAsync(() =>
                service.Api.RunToEndAsync($"/v1/job/{job}/run", new { }, token))).TotalMilliseconds,
            async token => (await Timed.RunAsync(() => route.BackUpAsync(token))).TotalMilliseconds,
            cancellationToken);

    private static Spread Cost(Paired<double> pairs) => pairs.Difference(value => value);

    private static Spread Relative(Paired<double> pairs) => pairs.Ratio(value => value);

    private PartResult Result(List<(int Jobs, Paired<double> Pairs)> found)
    {
        var rows = found.Select(one => (string[])
        [
            $"{one.Jobs:N0}",
            one.Pairs.Ours(value => value).Text(0),
            one.Pairs.Theirs(value => value).Text(0),
            $"**{Cost(one.Pairs).Text(0)}**",
            Relative(one.Pairs).Text(2),
        ]);
        var (few, many) = (found[0], found[^1]);
        var cost = Cost(few.Pairs).Median;
        // Each against the pipe of its own time: the machine may be another one a minute later.
        var growth = Relative(many.Pairs).Median / Relative(few.Pairs).Median;
        return new PartResult(
            Table.Of(
                ["jobs in the catalog", "service, ms", "shell pipe, ms", "difference, ms", "ratio"], rows),
            new Goal(
                $"a tiny job, longer than a shell pipe; {kind.Name}",
                $"less than {CostMillisecondsMax:0} ms",
                $"{cost:F0} ms",
                cost < CostMillisecondsMax),
            new Goal(
                $"its ratio to the pipe, with {many.Jobs:N0} jobs to with {few.Jobs}; {kind.Name}",
                $"no growth: at most {GrowthMax:F1}",
                $"{growth:F2}",
                growth <= GrowthMax));
    }
}

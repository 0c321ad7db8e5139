using Shield.Benchmarks.Harness;
using Shield.Benchmarks.Programs;

namespace Shield.Benchmarks.Figures;

/// <summary>Whether requests get slower as the catalog grows: the same service, on a catalog of a hundred
/// thousand archives and on one of a thousand.</summary>
internal sealed class Growth(CatalogKind kind) : IPart
{
    private const double GrowthMax = 2;
    private const double FlatMax = 1.15;

    public string Letter => "h";

    public string Name => $"growth.{kind.Key}";

    public string Title => $"a large catalog beside a small one, on {kind.Name}";

    public async Task<PartResult> RunAsync(Workshop shop, CancellationToken cancellationToken)
    {
        await using var largePlace = await kind.PrepareAsync();
        await using var smallPlace = await kind.PrepareAsync();
        var measures = shop.Wanted.Sized(100, 5);
        var large = await GrownCatalog.MakeAsync(shop, "large", largePlace, measures, cancellationToken);
        await using var largeService = large.Service;
        var small = await GrownCatalog.MakeAsync(shop, "small", smallPlace, 1, cancellationToken);
        await using var smallService = small.Service;
        using var ours = new GrowthRequests(large);
        using var theirs = new GrowthRequests(small);

        var found = new List<(string What, Paired<Load> Pairs)>();
        var count = shop.Wanted.Sized(4 * GrowthRequests.Clients, GrowthRequests.Clients);
        foreach (var (what, path) in GrowthRequests.Reads)
            await AddAsync(what, (side, token) => side.ReadAsync(path, count, token));
        await AddAsync("`POST /v1/targets`", (side, token) => side.CreateAsync(count, token));
        await AddAsync(
            "`POST /v1/job/UUID/run`", (side, token) => side.RunAsync(GrowthRequests.Clients, token));
        var memory = await Pairs.RunAsync(
            Pairs.Count, ours.StreamAsync, theirs.StreamAsync, cancellationToken);
        return Result(measures, found, memory);

        async Task AddAsync(string what, Func<GrowthRequests, CancellationToken, Task<Load>> ask)
        {
            var pairs = await Pairs.RunAsync(
                Pairs.Count, token => ask(ours, token), token => ask(theirs, token), cancellationToken);
            found.Add((what, pairs));
            Workshop.Say($"{what}: p99 {pairs.Ours(load => load.P99Ms).Text(1)} ms");
        }
    }

    private PartResult Result(
        int measures, List<(string What, Paired<Load> Pairs)> found, Paired<double> memory)
    {
        var archives = measures * GrownCatalog.ArchivesEach;
        var requests = Table.Of(
            ["request", "p50, ms", "p99, ms", "small: p50, ms", "small: p99, ms", "p50, large to small",
                "p99, large to small"],
            found.Select(one => Row(one.What, one.Pairs)));
        var peaks = Table.Of(
            ["whole list of archives", "peak of the service, MiB"],
            [
                [$"{archives:N0}", memory.Ours(value => value).Text(0)],
                [$"{GrownCatalog.ArchivesEach:N0}", memory.Theirs(value => value).Text(0)],
                ["ratio", $"**{memory.Ratio(value => value).Text(2)}**"],
            ]);
        var worst = found.MaxBy(one => one.Pairs.Ratio(load => load.MedianMs).Median);
        var growth = worst.Pairs.Ratio(load => load.MedianMs).Median;
        var flat = memory.Ratio(value => value).Median;
        return new PartResult(
            $"{requests}\n\n{peaks}",
            new Goal(
                $"a request, with {archives:N0} archives to with {GrownCatalog.ArchivesEach:N0}, the worst: "
                    + $"{worst.What}; {kind.Name}",
                $"at most {GrowthMax:F0}",
                $"{growth:F2}",
                growth <= GrowthMax),
            new Goal(
                $"memory for a list of {archives:N0} archives to one of {GrownCatalog.ArchivesEach:N0}; "
                    + kind.Name,
                $"flat: at most {FlatMax:F2}",
                $"{flat:F2}",
                flat <= FlatMax));
    }

    private static string[] Row(string what, Paired<Load> pairs) =>
    [
        what,
        pairs.Ours(load => load.MedianMs).Text(1),
        pairs.Ours(load => load.P99Ms).Text(1),
        pairs.Theirs(load => load.MedianMs).Text(1),
        pairs.Theirs(load => load.P99Ms).Text(1),
        $"**{pairs.Ratio(load => load.MedianMs).Text(2)}**",
        $"**{pairs.Ratio(load => load.P99Ms).Text(2)}**",
    ];
}

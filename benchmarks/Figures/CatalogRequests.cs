using Shield.Benchmarks.Harness;
using Shield.Benchmarks.Programs;

namespace Shield.Benchmarks.Figures;

/// <summary>How many requests the service answers, against a plain table in the same kind of database.
/// </summary>
internal sealed class CatalogRequests(CatalogKind kind) : IPart
{
    private const int Several = 4;

    public string Letter => "e";

    public string Name => $"requests.{kind.Key}";

    public string Title => $"requests, catalog on {kind.Name}";

    public async Task<PartResult> RunAsync(Workshop shop, CancellationToken cancellationToken)
    {
        var jobs = shop.Wanted.Sized(1000, 100);
        await using var place = await kind.PrepareAsync();
        await using var service = await Service.StartAsync(
            shop.PathOf("home"), place.Settings, cancellationToken);
        await using var table = await PlainTable.MakeAsync(
            place, shop.PathOf("plain.db"), Several, cancellationToken);
        using var requests = new Requests(service, table, Several);
        var parts = await FillAsync(shop, service, table, jobs, cancellationToken);

        var rows = new List<string[]>();
        foreach (var connections in (int[])[1, Several])
        {
            var pings = await requests.PingAsync(
                connections, shop.Wanted.Sized(1000, 100), cancellationToken);
            rows.Add(Row(connections, pings));
            var lists = await requests.ListAsync(connections, shop.Wanted.Sized(40, 8), cancellationToken);
            rows.Add(Row($"`GET /v1/jobs` of {jobs:N0}; `SELECT` of {jobs:N0} texts", connections, lists));
        }

        // The last, since it makes the lists longer.
        var creates = await requests.CreateAsync(parts, shop.Wanted.Sized(200, 20), cancellationToken);
        rows.Add(Row("`POST /v1/jobs`; `INSERT` of the same JSON", 1, creates));
        return new PartResult(Table.Of(
            ["request; its alternative", "connections", "service, each ms", "table, each ms",
                "service, per second", "table, per second", "rate, service to table"],
            rows));
    }

    private static async Task<JobParts> FillAsync(
        Workshop shop, Service service, PlainTable table, int jobs, CancellationToken cancellationToken)
    {
        var route = new Route("fs", new { base_dir = shop.MakeFolder("tree") }, shop.MakeFolder("blobs"));
        var job = await route.CreateJobAsync(service.Api, cancellationToken);
        var parts = await JobParts.OfAsync(service.Api, job, cancellationToken);
        await ManyJobs.CreateAsync(service, parts, 1, jobs, cancellationToken);
        var list = await service.Api.ShowAsync("/v1/jobs", cancellationToken);
        foreach (var row in list.AsArray()) await table.InsertAsync(row!.ToJsonString(), cancellationToken);
        return parts;
    }

    private static string[] Row(int connections, IReadOnlyList<Load> pings) =>
    [
        "`GET /v1/ping`",
        $"{connections}",
        Spread.Of(pings.Select(load => load.MedianMs)).Text(2),
        "",
        Spread.Of(pings.Select(load => load.PerSecond)).Text(0),
        "",
        "",
    ];

    private static string[] Row(string what, int connections, Paired<Load> pairs) =>
    [
        what,
        $"{connections}",
        pairs.Ours(load => load.MedianMs).Text(2),
        pairs.Theirs(load => load.MedianMs).Text(2),
        pairs.Ours(load => load.PerSecond).Text(0),
        pairs.Theirs(load => load.PerSecond).Text(0),
        $"**{pairs.Ratio(load => load.PerSecond).Text(2)}**",
    ];
}

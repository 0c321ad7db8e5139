using Shield.Benchmarks.Harness;
using Shield.Benchmarks.Programs;

namespace Shield.Benchmarks.Figures;

/// <summary>How long until the service answers, and what memory it holds when nobody asks.</summary>
internal sealed class StartAndRest : IPart
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    private int _homes;

    public string Letter => "f";

    public string Name => "start";

    public string Title => "start to first answer, and memory at rest";

    public async Task<PartResult> RunAsync(Workshop shop, CancellationToken cancellationToken)
    {
        var jobs = shop.Wanted.Sized(10_000, 100);
        var full = shop.PathOf("full");
        await FillAsync(shop, full, jobs, cancellationToken);
        var rest = shop.Wanted.Sized(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1));

        var empty = await MeasureAsync(() => shop.PathOf($"empty {++_homes}"), rest, cancellationToken);
        var many = await MeasureAsync(() => full, rest, cancellationToken);
        return new PartResult(Table.Of(
            ["catalog", "start, s", "`--version`, s", "start to `--version`", "memory at rest, MiB"],
            [Row("new and empty", empty), Row($"{jobs:N0} jobs", many)]));
    }

    private static string[] Row(string what, Paired<Started> pairs) =>
    [
        what,
        pairs.Ours(one => one.Seconds).Text(2),
        pairs.Theirs(one => one.Seconds).Text(2),
        $"**{pairs.Ratio(one => one.Seconds).Text(1)}**",
        pairs.Ours(one => one.RestMiB).Text(0),
    ];

    private static Task<Paired<Started>> MeasureAsync(
        Func<string> home, TimeSpan rest, CancellationToken cancellationToken) =>
        Pairs.RunAsync(
            Pairs.Count, token => StartAsync(home(), rest, token), VersionAsync, cancellationToken);

    private static async Task<Started> StartAsync(
        string home, TimeSpan rest, CancellationToken cancellationToken)
    {
        var start = Clock.GetTimestamp();
        await using var service = await Service.StartAsync(
            home, new Dictionary<string, string>(), cancellationToken);
        var elapsed = Clock.GetElapsedTime(start);
        // Nothing is waited for: at rest it shall be.
        await Task.Delay(rest, Clock, cancellationToken);
        return new Started(elapsed.TotalSeconds, Memory.Resident(service.Pid));
    }

    /// <summary>The same program, which says one line and ends: what the runtime alone takes.</summary>
    private static async Task<Started> VersionAsync(CancellationToken cancellationToken)
    {
        var elapsed = await Timed.RunAsync(() =>
            Shell.RunAsync([Workshop.Built("shieldd"), "--version"], cancellationToken));
        return new Started(elapsed.TotalSeconds, 0);
    }

    private static async Task FillAsync(
        Workshop shop, string home, int jobs, CancellationToken cancellationToken)
    {
        await using var service = await Service.StartAsync(
            home, new Dictionary<string, string>(), cancellationToken);
        var route = new Route("fs", new { base_dir = shop.MakeFolder("tree") }, shop.MakeFolder("blobs"));
        var job = await route.CreateJobAsync(service.Api, cancellationToken);
        var parts = await JobParts.OfAsync(service.Api, job, cancellationToken);
        await ManyJobs.CreateAsync(service, parts, 1, jobs, cancellationToken);
    }

    private sealed record Started(double Seconds, double RestMiB);
}

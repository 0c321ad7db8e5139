using Shield.Benchmarks.Harness;
using Shield.Benchmarks.Programs;

namespace Shield.Benchmarks.Figures;

/// <summary>Whether the memory of service and supervisor depends on how much flows through.</summary>
internal sealed class StreamMemory : IPart
{
    private const string Plugin = "stream";

    /// <summary>What two equal runs of a program with a garbage collector may differ by.</summary>
    private const double FlatMax = 1.15;

    public string Letter => "c";

    public string Name => "memory";

    public string Title => "memory, for little and for much";

    public async Task<PartResult> RunAsync(Workshop shop, CancellationToken cancellationToken)
    {
        var little = 100_000_000L;
        var much = shop.Wanted.Sized(10_000_000_000L, 1_000_000_000L);
        await using var service = await Service.StartAsync(
            shop.PathOf("home"),
            new Dictionary<string, string> { ["SHIELD_PLUGIN_PATH"] = PluginFolder(shop) },
            cancellationToken);
        var (littleJob, muchJob) = await CreateJobsAsync(service.Api, little, much, cancellationToken);

        Task<Peaks> Run(string job, CancellationToken token) => Peaks.WatchAsync(
            service.Pid, () => service.Api.RunToEndAsync($"/v1/job/{job}/run", new { }, token));

        var peaks = await Pairs.RunAsync(
            Pairs.Count, token => Run(muchJob, token), token => Run(littleJob, token), cancellationToken);
        return Result(peaks, much);
    }

    private static PartResult Result(Paired<Peaks> peaks, long much)
    {
        string[] Row(string what, Func<Peaks, double> value) =>
        [
            what,
            peaks.Theirs(value).Text(1),
            peaks.Ours(value).Text(1),
            $"**{peaks.Ratio(value).Text(2)}**",
        ];
        Goal Flat(string what, Func<Peaks, double> value) => new(
            $"memory of the {what}, {much / 1e9:0} GB to 100 MB",
            $"flat: at most {FlatMax:F2}",
            $"{peaks.Ratio(value).Median:F2}",
            peaks.Ratio(value).Median <= FlatMax);

        return new PartResult(
            Table.Of(
                ["peak, MiB", "100 MB", $"{much / 1e9:0} GB", "ratio"],
                [Row("service", peak => peak.Service), Row("supervisor", peak => peak.Supervisor)]),
            Flat("service", peak => peak.Service),
            Flat("supervisor", peak => peak.Supervisor));
    }

    private static string PluginFolder(Workshop shop)
    {
        var folder = shop.MakeFolder("plugins");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Plugins", Plugin), Path.Combine(folder, Plugin));
        return folder;
    }

    private static async Task<(string Little, string Much)> CreateJobsAsync(
        Api api, long little, long much, CancellationToken cancellationToken)
    {
        var route = new Route(Plugin, new { bytes = little }, "/");
        var job = await route.CreateJobAsync(api, cancellationToken);
        var parts = await JobParts.OfAsync(api, job, cancellationToken) with
        {
            Store = await api.CreateStoreAsync(Plugin, new { bytes = 0 }, cancellationToken),
        };
        var other = parts with
        {
            Target = await api.CreateTargetAsync(Plugin, new { bytes = much }, cancellationToken),
        };
        return (
            await parts.CreateJobAsync(api, "little", cancellationToken),
            await other.CreateJobAsync(api, "much", cancellationToken));
    }
}

using Shield.Benchmarks.Harness;
using Shield.Benchmarks.Native;
using Shield.Benchmarks.Programs;

namespace Shield.Benchmarks.Figures;

/// <summary>How fast a plugin is beside the tool that its system brings along; no service is involved.
/// </summary>
/// <param name="plugin">Its file's name.</param>
/// <param name="fullMiB">How much content; less where the tool takes long for it.</param>
/// <param name="start">Starts its system.</param>
internal sealed class NativeTools(
    string plugin, int fullMiB, Func<Workshop, long, CancellationToken, Task<NativeSystem>> start) : IPart
{
    private const long QuickMiB = 8;

    public string Letter => "j";

    public string Name => $"native.{plugin}";

    public string Title => $"the plugin {plugin}, beside the native tool";

    public async Task<PartResult> RunAsync(Workshop shop, CancellationToken cancellationToken)
    {
        var program = Workshop.Built($"plugins/{plugin}");
        var bytes = shop.Wanted.Sized(fullMiB, Math.Min((long)fullMiB, QuickMiB)) << 20;
        await using var system = await start(shop, bytes, cancellationToken);
        var variables = new Dictionary<string, string>(system.Variables)
        {
            ["PLUGIN"] = program,
            ["BYTES"] = $"{bytes}",
            ["WORK"] = shop.Folder,
        };
        await Shell.RunAsync(system.Fill, variables, cancellationToken);

        var found = new List<(Throughput Throughput, string Tool)>();
        foreach (var comparison in system.Comparisons)
        {
            Workshop.Say($"{comparison.What}; {comparison.Tool}");
            var seconds = await MeasureAsync(shop, comparison, variables, cancellationToken);
            found.Add((new Throughput(comparison.What, bytes, seconds), comparison.Tool));
        }

        return new PartResult(
            Throughput.Table(
                "plugin",
                "native tool",
                found.Select(one => one.Throughput with { What = $"{one.Throughput.What}; {one.Tool}" })),
            [.. found.Select(one => one.Throughput.GoalBeside("the native tool"))]);
    }

    /// <summary>The pair that is not counted leaves what the next comparison reads, too.</summary>
    private static Task<Paired<double>> MeasureAsync(
        Workshop shop, Comparison comparison, Dictionary<string, string> variables,
        CancellationToken cancellationToken)
    {
        async Task<double> TakesAsync(string name, string script, CancellationToken token)
        {
            var own = new Dictionary<string, string>(variables) { ["FILE"] = shop.PathOf(name) };
            await Shell.RunAsync(comparison.Before, own, token);
            await Shell.SyncAsync(shop.Folder, token);
            var elapsed = await Timed.RunAsync(() => Shell.RunAsync(script, own, token));
            Workshop.Say($"{name} {elapsed.TotalSeconds:F2} s");
            await Shell.RunAsync(comparison.After, own, token);
            return elapsed.TotalSeconds;
        }

        return Pairs.RunAsync(
            Pairs.Count,
            token => TakesAsync("ours", comparison.Ours, token),
            token => TakesAsync("theirs", comparison.Theirs, token),
            cancellationToken);
    }
}

using System.Globalization;
using Shield.Benchmarks.Harness;
using Shield.Benchmarks.Programs;

namespace Shield.Benchmarks.Figures;

/// <summary>What the command line takes of a person's time, and of a script's.</summary>
internal sealed class CommandLines : IPart
{
    private const double HelpMsMax = 20;
    private const double ListMsMax = 50;

    /// <summary>In the catalog that is listed.</summary>
    private const int Jobs = 100;

    private static readonly Dictionary<string, string> Nothing = [];

    public string Letter => "g";

    public string Name => "cli";

    public string Title => "the command line";

    public async Task<PartResult> RunAsync(Workshop shop, CancellationToken cancellationToken)
    {
        var count = shop.Wanted.Sized(200, 10);
        await using var service = await Service.StartAsync(shop.PathOf("home"), Nothing, cancellationToken);
        var route = new Route("fs", new { base_dir = shop.MakeFolder("tree") }, shop.MakeFolder("blobs"));
        var job = await route.CreateJobAsync(service.Api, cancellationToken);
        var parts = await JobParts.OfAsync(service.Api, job, cancellationToken);
        await ManyJobs.CreateAsync(service, parts, 1, Jobs, cancellationToken);

        var core = new Dictionary<string, string> { ["SHIELD_API"] = service.Url.ToString() };
        var help = await Pairs.RunAsync(
            count,
            token => TakesAsync(Nothing, [Workshop.Built("shield"), "--help"], token),
            token => TakesAsync(Nothing, ["/bin/true"], token),
            cancellationToken);
        var list = await Pairs.RunAsync(
            count,
            token => TakesAsync(core, [Workshop.Built("shield"), "list", "jobs"], token),
            token => TakesAsync(() => service.Api.ReadAsync("/v1/jobs", token)),
            cancellationToken);
        return Result(count, help, list);
    }

    private static PartResult Result(int count, Paired<double> help, Paired<double> list)
    {
        var helpMs = Ranks.Of(help.All.Select(pair => pair.Ours));
        var listMs = Ranks.Of(list.All.Select(pair => pair.Ours - pair.Theirs));
        var table = Table.Of(
            [$"command; its alternative, {count} pairs", "command, ms", "99 of 100 within, ms",
                "alternative, ms", "difference, ms", "99 of 100 within, ms"],
            [
                Row("`shield --help`; `true`", help),
                Row($"`shield list jobs` of {Jobs}; `GET /v1/jobs` on a kept connection", list),
            ]);
        return new PartResult(
            table,
            Goal("`shield --help`, from start to end", HelpMsMax, helpMs),
            Goal("`shield list jobs`, longer than the request itself", ListMsMax, listMs));
    }

    private static string[] Row(string what, Paired<double> pairs)
    {
        var ours = Ranks.Of(pairs.All.Select(pair => pair.Ours));
        var more = Ranks.Of(pairs.All.Select(pair => pair.Ours - pair.Theirs));
        return
        [
            what, Text(ours.Median), Text(ours.Most), Text(pairs.Theirs(ms => ms).Median),
            $"**{Text(more.Median)}**", Text(more.Most),
        ];
    }

    private static Goal Goal(string what, double msMax, Ranks found) => new(
        what,
        $"less than {msMax:F0} ms",
        $"{Text(found.Median)} ms; 99 of 100 within {Text(found.Most)}",
        found.Median < msMax);

    private static string Text(double ms) => ms.ToString("F1", CultureInfo.InvariantCulture);

    /// <summary>From before it is started until it has ended and all it printed is read, in ms.</summary>
    private static Task<double> TakesAsync(
        Dictionary<string, string> environment, string[] command, CancellationToken cancellationToken) =>
        TakesAsync(async () =>
        {
            await using var child = Child.Start(environment, command);
            await child.EndAsync(cancellationToken);
        });

    private static async Task<double> TakesAsync(Func<Task> work) =>
        (await Timed.RunAsync(work)).TotalMilliseconds;
}

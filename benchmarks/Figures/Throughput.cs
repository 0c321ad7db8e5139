using Shield.Benchmarks.Harness;
using Shield.Benchmarks.Programs;

namespace Shield.Benchmarks.Figures;

/// <summary>Seconds for the same bytes, our way and another one.</summary>
internal sealed record Throughput(string What, long Bytes, Paired<double> Seconds)
{
    private const double RatioMin = 0.9;

    /// <summary>Speed, ours to theirs: more is better.</summary>
    public Spread Ratio { get; } = Spread.Of(Seconds.All.Select(pair => pair.Theirs / pair.Ours));

    public Goal Goal => GoalBeside("a shell pipe");

    /// <param name="other">The other way.</param>
    public Goal GoalBeside(string other) => new(
        $"{What}, speed as a part of {other}'s",
        $"at least {RatioMin:F1}",
        $"{Ratio.Median:F2}",
        Ratio.Median >= RatioMin);

    /// <summary>Through the service, beside a pipe of the shell.</summary>
    public static string Table(params Throughput[] all) => Table("service", "shell pipe", all);

    /// <param name="ours">What our way is called.</param>
    /// <param name="theirs">What the other is called.</param>
    /// <param name="all">A row each.</param>
    public static string Table(string ours, string theirs, IEnumerable<Throughput> all) => Harness.Table.Of(
        ["", $"{ours}, MB/s", $"{theirs}, MB/s", "ratio"],
        all.Select(one => (string[])
        [
            one.What,
            one.Speed(pair => pair.Ours).Text(0),
            one.Speed(pair => pair.Theirs).Text(0),
            $"**{one.Ratio.Text(2)}**",
        ]));

    /// <summary>Backs up in turn by the service and by a pipe; what was stored is removed each time. To warm
    /// up is to make a first pair that is not counted.</summary>
    public static async Task<Paired<double>> BackUpAsync(
        Service service, Route route, string job, bool warmUp, CancellationToken cancellationToken)
    {
        async Task<double> MeasureAsync(Func<Task> backUp, CancellationToken token)
        {
            var elapsed = await Timed.RunAsync(backUp);
            Workshop.Say($"{elapsed.TotalSeconds:F2} s");
            await route.ForgetAsync(token);
            return elapsed.TotalSeconds;
        }

        Task<double> Ours(CancellationToken token) => MeasureAsync(
            () => service.Api.RunToEndAsync($"/v1/job/{job}/run", new { }, token), token);
        Task<double> Theirs(CancellationToken token) => MeasureAsync(() => route.BackUpAsync(token), token);

        return warmUp
            ? await Pairs.RunAsync(Pairs.Count, Ours, Theirs, cancellationToken)
            : await Pairs.RunColdAsync(Pairs.Count, Ours, Theirs, cancellationToken);
    }

    private Spread Speed(Func<(double Ours, double Theirs), double> side) =>
        Spread.Of(Seconds.All.Select(pair => Bytes / 1e6 / side(pair)));
}

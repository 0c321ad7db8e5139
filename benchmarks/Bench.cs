using System.Runtime.InteropServices;
using Shield.Benchmarks.Figures;
using Shield.Benchmarks.Harness;
using Shield.Benchmarks.Native;
using Shield.Benchmarks.Page;
using Shield.Benchmarks.Programs;

namespace Shield.Benchmarks;

/// <summary>Runs what is asked for and writes the page.</summary>
internal static class Bench
{
    private static readonly IPart[] Parts =
    [
        new FileBackups(),
        new DatabaseBackups(),
        new StreamMemory(),
        new TinyJobs(CatalogKind.Embedded),
        new TinyJobs(CatalogKind.Postgres),
        new CatalogRequests(CatalogKind.Embedded),
        new CatalogRequests(CatalogKind.Postgres),
        new StartAndRest(),
        new CommandLines(),
        new Growth(CatalogKind.Embedded),
        new Growth(CatalogKind.Postgres),
        new Lateness(CatalogKind.Embedded),
        new Lateness(CatalogKind.Postgres),
        new NativeTools("fs", 1024, FsSystem.StartAsync),
        new NativeTools("mysql", 256, MysqlSystem.StartAsync),
        new NativeTools("postgres", 256, PostgresSystem.StartAsync),
        new NativeTools("rabbitmq", 1, RabbitmqSystem.StartAsync),
        new NativeTools("redis", 256, RedisSystem.StartAsync),
        new NativeTools("s3", 256, S3System.StartAsync),
        new Failover(),
        new SeveralCores(),
    ];

    /// <returns>0 when everything could be measured, whatever was found; 1 when not; 2 when it was asked for
    /// what there is not.</returns>
    public static async Task<int> RunAsync()
    {
        var wanted = Wanted.Read();
        var known = Parts.SelectMany(part => (string[])[part.Letter, part.Name]).ToHashSet();
        if (!wanted.Only.IsSubsetOf(known))
        {
            await Console.Error.WriteLineAsync($"bench: ONLY takes {string.Join(",", known.Order())}");
            return 2;
        }

        using var stop = new CancellationTokenSource();
        using var interrupt = StopOn(PosixSignal.SIGINT, stop);
        using var terminate = StopOn(PosixSignal.SIGTERM, stop);
        try
        {
            return await MeasureAsync(wanted, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("bench: stopped; nothing is left");
            return 130;
        }
    }

    private static async Task<int> MeasureAsync(Wanted wanted, CancellationToken cancellationToken)
    {
        // Before the rest, whose load would stand in it.
        var machine = await Machine.LookAsync(cancellationToken);
        Console.WriteLine(machine.ToTable());
        var outcomes = new List<Outcome>();
        var elapsed = await Timed.RunAsync(async () =>
        {
            foreach (var part in Parts.Where(wanted.Includes))
                outcomes.Add(await RunAsync(part, wanted, cancellationToken));
        });

        var page = PerformancePage.Write(wanted, machine, outcomes, elapsed);
        Console.WriteLine($"\n{PerformancePage.GoalsOf(outcomes)}\n");
        Console.WriteLine($"{elapsed.TotalSeconds:F0} s in all; written: {page}");
        return outcomes.TrueForAll(outcome => outcome.Result is not null) ? 0 : 1;
    }

    private static async Task<Outcome> RunAsync(
        IPart part, Wanted wanted, CancellationToken cancellationToken)
    {
        Console.WriteLine($"\n({part.Letter}) {part.Title}");
        PartResult? result = null;
        var why = "";
        var elapsed = await Timed.RunAsync(async () =>
        {
            try
            {
                using var shop = new Workshop(wanted);
                result = await part.RunAsync(shop, cancellationToken);
                Console.WriteLine(result.Tables);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                // The other parts can still be measured; this one is missed aloud, here and in the page.
                why = fault.Message;
                await Console.Error.WriteLineAsync($"bench: ({part.Letter}) FAILED: {fault.Message}");
            }
        });
        Console.WriteLine($"  {elapsed.TotalSeconds:F0} s");
        return new Outcome(part, result, why);
    }

    private static PosixSignalRegistration StopOn(PosixSignal signal, CancellationTokenSource stop) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
}

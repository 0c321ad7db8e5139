using System.Diagnostics;
using Shield.Domain.Schedules;
using Shield.Servers;

namespace Shield.Silo.Hosting.Tests.Storage;

/// <summary>A process that writes schedules and says which are safe, until it is killed.</summary>
internal static class VictimProcess
{
    public const string Verb = "write-for-ever";

    /// <summary>Its life, inside.</summary>
    public static async Task<int> WriteForEverAsync(string path)
    {
        await using var silo = await StorageSilo.StartAsync(path, folder: null);
        var writers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                ScheduleState schedule = Samples.Schedule();
                await silo.WriteAsync("schedule", schedule.Uuid.Value, schedule);
                Console.Out.WriteLine(schedule.Uuid);
            }
        }));
        await Task.WhenAll(writers);
        return 0;
    }

    /// <summary>Its start, outside.</summary>
    public static async Task<Process> StartAsync(string path)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Verb, path])
        {
            RedirectStandardOutput = true,
        };
        await TestDatabases.GiveAsync(path, start.Environment);

        // The test must kill it itself, with a signal that nothing can catch; the Sdk ends processes gently.
#pragma warning disable RS0030
        return Process.Start(start)!;
#pragma warning restore RS0030
    }
}

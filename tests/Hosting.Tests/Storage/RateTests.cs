using Shield.Domain.Schedules;
using Shield.Domain.Tasks;

namespace Shield.Silo.Hosting.Tests.Storage;

public sealed class RateTests
{
    private const int Writers = 100, WritesEach = 20;

    [Fact]
    public async Task A_hundred_writers_at_once_are_all_served()
    {
        await using var silo = await StorageSilo.StartAsync();
        var (target, store) = (Samples.Target(), Samples.Store());
        await silo.WriteAsync("target", target.Uuid.Value, target);
        await silo.WriteAsync("store", store.Uuid.Value, store);
        var clock = TimeProvider.System;
        var waits = new System.Collections.Concurrent.ConcurrentBag<double>();

        var start = clock.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            var task = new GrainState<TaskState>(Samples.Backup(target, store, TaskPhase.Pending));
            for (var i = 0; i < WritesEach; i++)
            {
                task.State = task.State! with { Attempt = i };
                var before = clock.GetTimestamp();
                await silo.WriteAsync("task", task.State.Uuid.Value, task);
                waits.Add(clock.GetElapsedTime(before).TotalMilliseconds);
            }
        })));
        var elapsed = clock.GetElapsedTime(start);

        var sorted = waits.Order().ToList();
        Report($"tasks, 100 writers: {sorted.Count / elapsed.TotalSeconds:0}/s, "
            + $"p50 {sorted[sorted.Count / 2]:0.0} ms, p99 {sorted[sorted.Count * 99 / 100]:0.0} ms, "
            + $"max {sorted[^1]:0.0} ms");
        var rows = await silo.Catalog
            .ListTasksAsync(new(null, null), Grains.Page.Whole, CancellationToken.None).ToListAsync();
        Assert.Equal(Writers, rows.Count);
        Assert.All(rows, row => Assert.Equal(WritesEach - 1, row.Attempt));
    }

    [Fact]
    public async Task A_thousand_new_states_are_a_thousand_rows()
    {
        const int Count = 1000;
        await using var silo = await StorageSilo.StartAsync();
        var clock = TimeProvider.System;
        var states = Enumerable.Range(0, Count)
            .Select(_ => new GrainState<ScheduleState>(Samples.Schedule())).ToList();

        var start = clock.GetTimestamp();
        await Parallel.ForEachAsync(
            states,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (state, _) => await silo.WriteAsync("schedule", state.State!.Uuid.Value, state));
        var inserts = Count / clock.GetElapsedTime(start).TotalSeconds;

        start = clock.GetTimestamp();
        await Parallel.ForEachAsync(
            states,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (state, _) => await silo.WriteAsync("schedule", state.State!.Uuid.Value, state));
        var updates = Count / clock.GetElapsedTime(start).TotalSeconds;

        Report($"schedules: {inserts:0} inserts/s, {updates:0} updates/s");
        Assert.Equal(Count, await silo.Catalog
            .ListSchedulesAsync(new(Grains.NameFilter.Any, null), Grains.Page.Whole, CancellationToken.None)
            .CountAsync());
    }

    private static void Report(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}

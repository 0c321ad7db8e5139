using System.Globalization;
using System.Text.Json.Nodes;
using Shield.EndToEnd.Kills;
using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Services;

/// <summary>Jobs that run every minute in real time, while a client writes without pause and the service is
/// killed once. <c>SHIELD_TEST_MINUTES</c> says for how long.</summary>
[Trait("Catalog", "Own")]
[Collection(ClockFirst.Collection)]
public sealed class EveryMinuteTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Jobs = 3;
    private const int MinutesDefault = 2;

    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly Service _service = Service.Make();

    public async ValueTask InitializeAsync() => await _service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Each_minute_has_one_task_of_each_job_but_for_the_seconds_without_a_service()
    {
        output.WriteLine($"SHIELD_TEST_SEED={Moments.Seed}");
        var random = new Random(Moments.Seed);
        var jobs = await CreateJobsAsync();
        var start = Clock.GetUtcNow();
        var end = start.AddMinutes(Minutes());
        using var stop = new CancellationTokenSource();
        var writing = WriteAsync(stop.Token);

        await Task.Delay((end - start) * (0.2 + (0.6 * random.NextDouble())), Clock);
        var killedAt = Clock.GetUtcNow();
        await _service.Child.KillAsync();
        await _service.StartAsync();
        var backAt = Clock.GetUtcNow();
        output.WriteLine($"killed at {killedAt:HH:mm:ss.f}, back at {backAt:HH:mm:ss.f}");
        await Task.Delay(end - Clock.GetUtcNow(), Clock);

        await stop.CancelAsync();
        output.WriteLine($"{await writing} schedules were made meanwhile");
        var tasks = await _service.Api.AtRestAsync();
        foreach (var job in jobs) await CheckAsync(job, tasks, start, end, (killedAt, backAt));
    }

    private async Task<IReadOnlyList<string>> CreateJobsAsync()
    {
        var jobs = new List<string>();
        for (var number = 0; number < Jobs; number++)
        {
            var folder = _service.MakeFolder($"tree{number}");
            await File.WriteAllTextAsync(Path.Combine(folder, "file"), "something");
            jobs.Add(await _service.Api.CreateJobAsync(
                $"minutely {number}",
                "fs",
                new { base_dir = folder },
                new { base_dir = _service.MakeFolder($"store{number}") },
                when: "every 1 minutes"));
        }

        return jobs;
    }

    /// <summary>Writes one thing after another; while the service is away it tries again.</summary>
    private async Task<int> WriteAsync(CancellationToken cancellationToken)
    {
        var written = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var schedule = new { name = $"s{written}", when = "daily 4am" };
                await _service.Api.CreateAsync("/v1/schedules", schedule);
                written++;
            }
            catch (Exception away) when (away is HttpRequestException or IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), Clock, CancellationToken.None);
            }
        }

        return written;
    }

    private async Task CheckAsync(
        string job,
        IReadOnlyList<JsonNode> tasks,
        DateTimeOffset start,
        DateTimeOffset end,
        (DateTimeOffset From, DateTimeOffset To) dead)
    {
        var story = await _service.Api.GetAsync($"/v1/job/{job}/slots?limit=1000");
        var slots = story["last"]!.AsArray().Select(slot => new
        {
            Due = DateTimeOffset.Parse(ServiceApi.Text(slot!, "due"), CultureInfo.InvariantCulture),
            Outcome = ServiceApi.Text(slot!, "outcome"),
            Task = slot!["task_uuid"]?.GetValue<string>(),
        }).Reverse().ToArray();

        // Each whole minute is there, once.
        var first = slots[0].Due;
        Assert.InRange(first - start, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
        Assert.InRange(end - slots[^1].Due, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
        Assert.Equal(Enumerable.Range(0, slots.Length).Select(minute => first.AddMinutes(minute)),
            slots.Select(slot => slot.Due));

        // What was cut off is done again first, and may last into the next minute; nothing else is skipped.
        Assert.All(slots, slot => Assert.True(
            slot.Outcome == "task"
                || (slot.Outcome == "overlap" && slot.Due >= dead.From && slot.Due <= dead.To.AddMinutes(1)),
            $"{slot.Due:HH:mm} {slot.Outcome}"));
        var promised = slots.Where(slot => slot.Outcome == "task").Select(slot => slot.Task).ToArray();
        var made = tasks.Where(task => task["job_uuid"]?.GetValue<string>() == job).ToArray();
        Assert.Equal(promised.Order(), made.Select(ServiceApi.Id).Order());
        Assert.All(made, task => Assert.Equal("done", ServiceApi.Text(task, "status")));
        Assert.All(made, task => Assert.Equal("system", ServiceApi.Text(task, "owner")));
    }

    private static int Minutes() =>
        int.TryParse(Environment.GetEnvironmentVariable("SHIELD_TEST_MINUTES"), out var minutes)
            ? minutes
            : MinutesDefault;
}

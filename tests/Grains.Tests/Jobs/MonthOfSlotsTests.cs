using System.Globalization;
using Shield.Domain;
using Shield.Domain.Jobs;

namespace Shield.Grains.Tests.Jobs;

/// <summary>A month with both changes of daylight saving, restarts, pauses, edits in the second of a slot and
/// three days without the service: each slot ends once, and as it must.</summary>
/// <remarks><c>SHIELD_TEST_JOBS</c> says how many jobs there are, <c>SHIELD_TEST_SEED</c> repeats a run.
/// </remarks>
public sealed class MonthOfSlotsTests(ITestOutputHelper output)
{
    private const int JobsDefault = 40;
    private const int OftenEvery = 13;

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Start = new(2026, 3, 15, 0, 0, 20, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Start.AddDays(30);

    /// <summary>Over the end of summer time in Sydney.</summary>
    private static readonly (DateTimeOffset From, DateTimeOffset To) Blackout =
        (new(2026, 4, 3, 10, 17, 20, TimeSpan.Zero), new(2026, 4, 6, 10, 17, 20, TimeSpan.Zero));

    private readonly Random _random = new(Seed);

    /// <summary>When a task is to end.</summary>
    private readonly PriorityQueue<TaskId, DateTimeOffset> _ends = new();

    private readonly HashSet<TaskId> _seen = [];

    private static int Seed { get; } = Number("SHIELD_TEST_SEED") ?? Random.Shared.Next();

    [Fact]
    public async Task Every_slot_of_a_month_ends_once_and_as_it_must()
    {
        output.WriteLine($"SHIELD_TEST_SEED={Seed}");
        await using var world = await SlotWorld.StartAsync(Start);
        var stories = await CreateJobsAsync(world, Number("SHIELD_TEST_JOBS") ?? JobsDefault);
        var deeds = new Queue<(DateTimeOffset At, JobStory? Story)>(PlanDeeds(stories));

        while (deeds.TryDequeue(out var deed))
        {
            await LiveUntilAsync(world, stories, deed.At);
            if (deed.Story is { } story) await MeddleAsync(world, stories, story);
            else await world.Shield.RestartAsync();
            if (deed.At == Blackout.From)
                await world.Shield.SleepAsync(() => world.Clock.SetUtcNow(Blackout.To));
            await world.UntilSettledAsync();
            await NoticeTasksAsync(world, stories);
        }

        await LiveUntilAsync(world, stories, End);
        await CompareAsync(world, stories);
    }

    private async Task<IReadOnlyList<JobStory>> CreateJobsAsync(SlotWorld world, int count)
    {
        var stories = new List<JobStory>();
        for (var index = 0; index < count; index++)
        {
            var saying = Sayings.Any(_random, often: index % OftenEvery == 0);
            var paused = _random.Next(10) == 0;
            var now = world.Now;
            var (job, schedule) = await world.CreateJobAsync(saying.Text, paused);
            var story = new JobStory(job, schedule, taskMinutes: _random.Next(1, 80));
            story.Says(now, saying);
            story.IsPaused(now, paused);
            if (saying.SpreadMinutes > 0) story.SpreadMinutes = await SpreadAsync(world, story, saying);
            stories.Add(story);
        }

        return stories;
    }

    /// <summary>What a job's own lateness is, it shows; it must be one and the same from then on.</summary>
    private static async Task<int> SpreadAsync(SlotWorld world, JobStory story, Saying saying)
    {
        var next = (await world.Shield.Catalog.FindJobAsync(story.Job, None))!.NextRun!.Value;
        var clock = new WallClock(saying.Zone);
        var late = Enumerable.Range(0, saying.SpreadMinutes)
            .First(minutes => clock.IsDue(saying, next.AddMinutes(-minutes)));
        return late;
    }

    /// <summary>What is done when: a restart every few days, the blackout, and something to some job several
    /// times a day.</summary>
    private List<(DateTimeOffset At, JobStory? Story)> PlanDeeds(IReadOnlyList<JobStory> stories)
    {
        var deeds = new List<(DateTimeOffset At, JobStory? Story)> { (Blackout.From, null) };
        foreach (var day in new[] { 4, 9, 14, 26 })
            deeds.Add((Start.AddDays(day).AddHours(_random.Next(24)), null));
        for (var deed = 0; deed < 120; deed++)
        {
            var at = Start.AddMinutes(_random.Next(1, 30 * 24 * 60));
            if (at >= Blackout.From && at <= Blackout.To) continue;
            deeds.Add((at.AddMilliseconds(_random.Next(1000)), stories[_random.Next(stories.Count)]));
        }

        return [.. deeds.OrderBy(deed => deed.At)];
    }

    /// <summary>Pauses or unpauses a job, or edits its schedule: now, or in the very second of its next slot.
    /// </summary>
    private async Task MeddleAsync(SlotWorld world, IReadOnlyList<JobStory> stories, JobStory story)
    {
        if (_random.Next(3) > 0) await ComeToSlotAsync(world, stories, story);
        var now = world.Now;
        var saying = Sayings.Any(_random, often: false);
        if (saying.SpreadMinutes > 0 || _random.Next(2) == 0)
        {
            var paused = !story.PausedAt(now);
            if (paused) await world.Job(story.Job).PauseAsync(None);
            else await world.Job(story.Job).UnpauseAsync(None);
            story.IsPaused(now, paused);
        }
        else
        {
            await world.EditScheduleAsync(story.Schedule, saying.Text);
            story.Says(now, saying);
        }
    }

    /// <summary>Lets time pass into the second of a job's next slot, unless that is far.</summary>
    private async Task ComeToSlotAsync(SlotWorld world, IReadOnlyList<JobStory> stories, JobStory story)
    {
        var slot = (await world.Shield.Catalog.FindJobAsync(story.Job, None))!.NextRun;
        if (slot is not { } next || next > world.Now.AddHours(6)) return;
        if (next > End || (world.Now < Blackout.From && next > Blackout.From)) return;
        await LiveUntilAsync(world, stories, next.AddSeconds(-1));
        if (world.Now < next) world.Clock.SetUtcNow(next.AddMilliseconds(_random.Next(1000)));
    }

    private async Task LiveUntilAsync(
        SlotWorld world, IReadOnlyList<JobStory> stories, DateTimeOffset moment)
    {
        while (true)
        {
            var slot = await world.NextAsync() ?? DateTimeOffset.MaxValue;
            var end = _ends.TryPeek(out _, out var at) ? at : DateTimeOffset.MaxValue;
            var next = slot < end ? slot : end;
            if (next > moment) break;
            await world.MoveToAsync(next > world.Now ? next : world.Now);
            if (end == next) await world.EndAsync(_ends.Dequeue());
            else await NoticeTasksAsync(world, stories);
        }

        if (moment > world.Now) await world.MoveToAsync(moment);
    }

    /// <summary>Says of each new task when it is to end.</summary>
    private async Task NoticeTasksAsync(SlotWorld world, IReadOnlyList<JobStory> stories)
    {
        foreach (var task in await world.UnfinishedAsync())
        {
            if (!_seen.Add(task.Uuid)) continue;
            var story = stories.Single(one => one.Job == task.Job);
            _ends.Enqueue(task.Uuid, Whole(world.Now) + story.TaskLasts);
        }
    }

    private async Task CompareAsync(SlotWorld world, IReadOnlyList<JobStory> stories)
    {
        var (slots, tasks) = (0, 0);
        foreach (var story in stories)
        {
            var told = await world.SlotsAsync(story.Job);
            Assert.Equal(
                story.Expected(End, [Blackout]),
                told.Select(slot => JobStory.Tell(slot.Due, slot.Outcome)));
            slots += told.Count;
            tasks += told.Count(slot => slot.Outcome is SlotOutcome.Task);
        }

        var made = (await world.Shield.ListTasksAsync()).Select(task => task.Uuid).ToHashSet();
        output.WriteLine($"{stories.Count} jobs, {slots} slots, {tasks} tasks");
        Assert.Equal(tasks, made.Count);
        Assert.True(slots > stories.Count);
    }

    /// <summary>Without what the janitor's nudges add.</summary>
    private static DateTimeOffset Whole(DateTimeOffset moment) =>
        new(moment.Ticks - (moment.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}

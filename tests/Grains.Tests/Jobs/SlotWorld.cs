using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Jobs;
using Shield.Domain.Plugins;
using Shield.Domain.Retention;
using Shield.Domain.Schedules;
using Shield.Domain.Stores;
using Shield.Domain.Targets;
using Shield.Domain.Tasks;
using Shield.Grains.Jobs;
using Shield.Grains.Retention;
using Shield.Grains.Schedules;
using Shield.Grains.Stores;
using Shield.Grains.Targets;
using Shield.Grains.Tasks;
using Shield.Testing;

namespace Shield.Grains.Tests.Jobs;

/// <summary>A real service whose clock a test moves by hand. The agent of its targets never comes, so that a
/// task lasts until the test ends it.</summary>
internal sealed class SlotWorld : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>What keeps real time: a cluster whose clock stands still thinks itself dead.</summary>
    private static readonly string[] OfTheCluster =
    [
        TimeProviderNames.ActivationManagement, TimeProviderNames.GrainDirectory,
        TimeProviderNames.Membership, TimeProviderNames.Messaging, TimeProviderNames.SystemTimers,
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private TargetId _target;
    private StoreId _store;
    private RetentionId _retention;

    private SlotWorld(FakeTimeProvider clock) => Clock = clock;

    public FakeTimeProvider Clock { get; }

    public ShieldCluster Shield { get; private set; } = null!;

    public DateTimeOffset Now => Clock.GetUtcNow();

    public static async Task<SlotWorld> StartAsync(DateTimeOffset start, ScheduleClock? schedules = null)
    {
        var world = new SlotWorld(new FakeTimeProvider(start));
        world.Shield = await ShieldCluster.StartAsync(deadline: TimeSpan.FromDays(30), change: services =>
        {
            services.AddSingleton<TimeProvider>(world.Clock);
            foreach (var name in OfTheCluster) services.AddKeyedSingleton(name, TimeProvider.System);
            services.AddSingleton(schedules ?? ScheduleClock.Default);
            services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        });
        await world.CreatePartsAsync();
        return world;
    }

    public IJobGrain Job(JobId job) => Shield.Grains.GetGrain<IJobGrain>(job.Value);

    public async Task<(JobId Job, ScheduleId Schedule)> CreateJobAsync(string when, bool paused = false)
    {
        var (job, schedule) = (new JobId(Guid.NewGuid()), new ScheduleId(Guid.NewGuid()));
        await Shield.Grains.GetGrain<IScheduleGrain>(schedule.Value)
            .CreateAsync(new ScheduleDefinition("schedule", "", when), None);
        await Job(job).CreateAsync(
            new JobDefinition("job", "", _target, _store, schedule, _retention, null), paused, None);
        return (job, schedule);
    }

    public Task EditScheduleAsync(ScheduleId schedule, string when) =>
        Shield.Grains.GetGrain<IScheduleGrain>(schedule.Value)
            .EditAsync(new ScheduleDefinition("schedule", "", when), EditCondition.None, None);

    /// <summary>Moves the clock, and waits until every slot that is due then is settled.</summary>
    public async Task MoveToAsync(DateTimeOffset moment)
    {
        Clock.SetUtcNow(moment);
        await UntilSettledAsync();
    }

    /// <summary>Moves the clock from slot to slot, as time does.</summary>
    public async Task LiveUntilAsync(DateTimeOffset moment)
    {
        while (await NextAsync() is { } next && next <= moment) await MoveToAsync(next);
        if (moment > Now) await MoveToAsync(moment);
    }

    /// <summary>Waits until nothing is due. A reminder whose last ring is still being heard when the clock is
    /// moved does not ring again before the next minute; then the janitor notices, for which the clock goes
    /// on a little.</summary>
    public async Task UntilSettledAsync()
    {
        var (start, nudges) = (TimeProvider.System.GetTimestamp(), 0);
        await ShieldCluster.UntilAsync(
            async () =>
            {
                if (await IsSettledAsync()) return true;
                var waited = TimeProvider.System.GetElapsedTime(start);
                if (nudges < 2 && waited > Patience * (nudges + 1))
                {
                    nudges++;
                    Clock.Advance(TimeSpan.FromSeconds(28));
                }

                return false;
            },
            () => $"some job does not settle what is due at {Now:u}");
    }

    private async Task<bool> IsSettledAsync() =>
        (await Shield.Catalog.ListDueJobsAsync(Now, None)).Count == 0
        && (await Shield.Catalog.ListBehindJobsAsync(null, None)).Count == 0;

    /// <summary>The next slot of any job.</summary>
    public async Task<DateTimeOffset?> NextAsync()
    {
        var all = new JobFilter(NameFilter.Any, null, null, null, null, null);
        var jobs = Shield.Catalog.ListJobsAsync(all, Page.Whole, None);
        return await jobs.Select(job => job.NextRun).MinAsync();
    }

    /// <summary>What became of a job's slots, the oldest first.</summary>
    public async Task<IReadOnlyList<JobSlot>> SlotsAsync(JobId job) =>
        [.. (await Shield.Catalog.ListSlotsAsync(job, null, int.MaxValue, None)).Reverse()];

    /// <summary>The same in words: <c>04:00 task</c>.</summary>
    public async Task<IReadOnlyList<string>> StoryAsync(JobId job) =>
    [
        .. (await SlotsAsync(job)).Select(slot => $"{slot.Due:HH:mm} {slot.Outcome}".ToLowerInvariant()),
    ];

    public async Task<IReadOnlyList<TaskRow>> TasksAsync(JobId job) =>
        [.. (await Shield.ListTasksAsync()).Where(task => task.Job == job)];

    public async Task<IReadOnlyList<TaskRow>> UnfinishedAsync() => await Shield.Catalog
        .ListTasksAsync(new TaskFilter(null, Active: true), Page.Whole, None).ToListAsync();

    public Task EndAsync(TaskId task) =>
        Shield.Grains.GetGrain<ITaskGrain>(task.Value).CancelAsync(None);

    /// <summary>Ends whatever a job has under way.</summary>
    public async Task EndAllAsync(JobId job)
    {
        foreach (var task in (await TasksAsync(job)).Where(task => task.Status is TaskPhase.Pending))
        {
            await EndAsync(task.Uuid);
        }
    }

    public ValueTask DisposeAsync() => Shield.DisposeAsync();

    private async Task CreatePartsAsync()
    {
        _target = new TargetId(Guid.NewGuid());
        _store = new StoreId(Guid.NewGuid());
        _retention = new RetentionId(Guid.NewGuid());
        var (plugin, endpoint) = (PluginName.Parse("dummy")!.Value, EndpointConfig.Parse("{}")!);
        await Shield.Grains.GetGrain<ITargetGrain>(_target.Value).CreateAsync(
            new TargetDefinition("t", "", plugin, endpoint, AgentAddress.Parse("far.example:5444")!.Value),
            None);
        await Shield.Grains.GetGrain<IStoreGrain>(_store.Value)
            .CreateAsync(new StoreDefinition("s", "", plugin, endpoint), None);
        await Shield.Grains.GetGrain<IRetentionGrain>(_retention.Value)
            .CreateAsync(new RetentionDefinition("r", "", RetentionDefinition.ExpirySecondsMin), None);
    }
}

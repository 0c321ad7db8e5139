using Shield.Domain;
using Shield.Domain.Plugins;
using Shield.Domain.Retention;
using Shield.Domain.Schedules;
using Shield.Domain.Stores;
using Shield.Grains.Archives;
using Shield.Grains.Jobs;
using Shield.Grains.Retention;
using Shield.Grains.Schedules;
using Shield.Grains.Stores;
using Shield.Grains.Targets;

namespace Shield.Grains.Tests;

/// <summary>The catalog and the grains agree on which edition a thing is in.</summary>
public sealed class EditionTests(Service service) : IClassFixture<Service>
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly EditCondition Stale = new(["0123"]);

    private ICatalog Catalog => service.Shield.Catalog;

    [Fact]
    public async Task What_was_read_from_the_catalog_can_be_edited_and_then_is_stale()
    {
        var schedule = Grain<IScheduleGrain>();
        await schedule.CreateAsync(new ScheduleDefinition("s", "", "daily at 4:00"), None);
        var read = If((await Catalog.FindScheduleAsync(new(schedule.GetPrimaryKey()), None))!.Edition);

        await schedule.EditAsync(new ScheduleDefinition("s", "first", "daily at 4:00"), read, None);
        await Refused.ByAsync(Reason.Stale, () =>
            schedule.EditAsync(new ScheduleDefinition("s", "second", "daily at 4:00"), read, None));
        await Refused.ByAsync(Reason.Stale, () => schedule.DeleteAsync(read, None));

        var row = await Catalog.FindScheduleAsync(new(schedule.GetPrimaryKey()), None);
        Assert.Equal("first", row!.Summary);
        await schedule.DeleteAsync(If(row.Edition), None);
    }

    [Fact]
    public async Task Of_racing_edits_that_saw_the_same_exactly_one_wins()
    {
        var policy = Grain<IRetentionGrain>();
        await policy.CreateAsync(new RetentionDefinition("p", "", 3600), None);
        var read = If((await Catalog.FindRetentionAsync(new(policy.GetPrimaryKey()), None))!.Edition);

        var edits = Enumerable.Range(1, 20).Select(async i =>
        {
            try
            {
                await policy.EditAsync(new RetentionDefinition($"p{i}", $"{i}", 3600 + i), read, None);
                return i;
            }
            catch (ShieldException stale) when (stale.Reason is Reason.Stale)
            {
                return 0;
            }
        });
        var winner = Assert.Single(await Task.WhenAll(edits), i => i > 0);

        var row = await Catalog.FindRetentionAsync(new(policy.GetPrimaryKey()), None);
        Assert.Equal(
            ($"p{winner}", $"{winner}", 3600L + winner), (row!.Name, row.Summary, row.ExpirySeconds));
    }

    [Fact]
    public async Task Another_secret_is_another_edition_and_the_same_again_is_not()
    {
        var store = Grain<IStoreGrain>();
        var id = new StoreId(store.GetPrimaryKey());
        await store.CreateAsync(Store("""{"token":"one"}"""), None);
        var first = (await Catalog.FindStoreAsync(id, None))!.Edition;

        await store.EditAsync(Store("""{"token":"one"}"""), If(first), None);
        await store.EditAsync(Store("""{"token":"••••••"}"""), If(first), None);
        Assert.Equal(first, (await Catalog.FindStoreAsync(id, None))!.Edition);
        await store.EditAsync(Store("""{"token":"two"}"""), If(first), None);

        var second = await Catalog.FindStoreAsync(id, None);
        Assert.NotEqual(first, second!.Edition);
        Assert.Equal("""{"token":"••••••"}""", second.Endpoint);
    }

    [Fact]
    public async Task A_run_and_a_pause_leave_the_edition_of_a_job_and_everything_can_be_named_stale()
    {
        var trial = service.Try();
        var archive = await trial.BackUpAsync("""{"bytes": 10}""");
        var job = service.Shield.Grains.GetGrain<IJobGrain>(trial.Job.Value);
        var before = (await Catalog.FindJobAsync(trial.Job, None))!;
        await job.PauseAsync(None);
        await service.Shield.RunJobAsync(trial.Job);

        var target = service.Shield.Grains.GetGrain<ITargetGrain>(before.Target.Uuid.Value);
        var kept = service.Shield.Grains.GetGrain<IArchiveGrain>(archive.Uuid.Value);
        await kept.AnnotateAsync("noted", If(archive.Edition), None);
        await Refused.ByAsync(Reason.Stale, () => kept.AnnotateAsync("again", If(archive.Edition), None));
        await Refused.ByAsync(Reason.Stale, () => kept.DeleteAsync("gone", If(archive.Edition), None));
        await Refused.ByAsync(Reason.Stale, () => target.DeleteAsync(Stale, None));
        await Refused.ByAsync(Reason.Stale, () => job.DeleteAsync(Stale, None));

        await job.DeleteAsync(If(before.Edition), None);
        Assert.Equal("noted", (await Catalog.FindArchiveAsync(archive.Uuid, None))!.Notes);
    }

    private static EditCondition If(Edition edition) => new([edition.Value]);

    private static StoreDefinition Store(string endpoint) => new(
        "s", "", PluginName.Parse("dummy")!.Value, EndpointConfig.Parse(endpoint)!);

    private TGrain Grain<TGrain>()
        where TGrain : IGrainWithGuidKey => service.Shield.Grains.GetGrain<TGrain>(Guid.NewGuid());
}

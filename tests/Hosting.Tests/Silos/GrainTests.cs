using Microsoft.Extensions.DependencyInjection;
using Shield.Domain;
using Shield.Silo.Catalog;
using Shield.Silo.Hosting.Tests.Storage;

namespace Shield.Silo.Hosting.Tests.Silos;

public sealed class GrainTests
{
    [Fact]
    public async Task A_refusal_of_the_storage_reaches_the_grain_as_the_cause_of_what_it_catches()
    {
        await using var silo = await StorageSilo.StartAsync();
        var id = Guid.NewGuid();
        var grain = silo.Cluster.Client.GetGrain<IProbeGrain>(id);
        await grain.SaveAsync("orders");
        var task = Samples.Backup(
            Samples.Target() with { Uuid = new TargetId(id) },
            await StoreAsync(silo),
            Domain.Tasks.TaskPhase.Pending);
        await silo.WriteAsync("task", task.Uuid.Value, task);

        var caught = await Assert.ThrowsAsync<OrleansException>(grain.ClearAsync);

        var refusal = Assert.IsType<ShieldException>(caught.InnerException);
        Assert.Equal((Reason.Conflict, "this target is in use"), (refusal.Reason, refusal.Message));
        Assert.NotNull(await silo.Catalog.FindTargetAsync(new TargetId(id), CancellationToken.None));
    }

    [Fact]
    public async Task A_reminder_is_kept_and_forgotten()
    {
        await using var silo = await StorageSilo.StartAsync();
        var grain = silo.Cluster.Client.GetGrain<IProbeGrain>(Guid.NewGuid());

        await grain.RemindAsync(TimeSpan.FromHours(1));
        await grain.RemindAsync(TimeSpan.FromHours(2));
        Assert.Equal(["next-run"], await grain.RemindersAsync());

        await grain.ForgetAsync();
        Assert.Empty(await grain.RemindersAsync());
    }

    [Fact]
    public async Task A_reminder_rings()
    {
        await using var silo = await StorageSilo.StartAsync();
        var id = Guid.NewGuid();

        await silo.Cluster.Client.GetGrain<IProbeGrain>(id).RemindAsync(TimeSpan.FromSeconds(1));

        await Poll.UntilAsync(async () => "reminded" ==
            (await silo.Catalog.FindTargetAsync(new TargetId(id), CancellationToken.None))?.Name);
    }

    [Theory]
    [InlineData(0x10u, 0x20u)]
    [InlineData(0x10u, 0xF0000000u)]
    [InlineData(0x90000000u, 0xF0000000u)]
    [InlineData(0xF0000000u, 0x10u)]
    [InlineData(0x20u, 0x10u)]
    [InlineData(0x10u, 0x10u)]
    public async Task A_range_of_the_ring_has_exactly_the_reminders_whose_hash_is_in_it(uint begin, uint end)
    {
        await using var silo = await StorageSilo.StartAsync();
        var table = silo.Services.GetRequiredService<IReminderTable>();
        var start = new DateTime(2026, 3, 1, 4, 5, 6, 789, DateTimeKind.Utc);
        var all = Enumerable.Range(0, 40).Select(i => GrainId.Create("probe", $"{i:x32}")).ToList();
        foreach (var grain in all)
        {
            await table.UpsertRow(new ReminderEntry
            {
                GrainId = grain, ReminderName = "expiry", StartAt = start, Period = TimeSpan.FromDays(40),
            });
        }

        var rows = (await table.ReadRows(begin, end)).Reminders;

        Assert.Equivalent(
            all.Where(grain => IsIn(grain.GetUniformHashCode())),
            rows.Select(row => row.GrainId),
            strict: true);
        Assert.All(rows, row => Assert.Equal((start, TimeSpan.FromDays(40)), (row.StartAt, row.Period)));

        bool IsIn(uint hash) => begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;
    }

    [Fact]
    public async Task A_silo_offers_catalog_log_and_database()
    {
        await using var silo = await StorageSilo.StartAsync();

        Assert.Same(silo.Database, silo.Services.GetRequiredService<CatalogDatabase>());
        Assert.NotNull(silo.Services.GetRequiredService<Shield.Grains.ICatalog>());
        Assert.NotNull(silo.Services.GetRequiredService<Shield.Grains.Tasks.ITaskLog>());
    }

    private static async Task<Domain.Stores.StoreState> StoreAsync(StorageSilo silo)
    {
        var store = Samples.Store();
        await silo.WriteAsync("store", store.Uuid.Value, store);
        return store;
    }
}

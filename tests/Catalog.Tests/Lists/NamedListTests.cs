using Shield.Domain;
using Shield.Domain.Plugins;
using Shield.Grains;

namespace Shield.Silo.Catalog.Tests.Lists;

public sealed class NamedListTests
{
    [Fact]
    public async Task Targets_come_by_name_then_uuid()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var targets = new[] { "b", "a", "a", "C" }.Select(Samples.Target).ToList();
        foreach (var target in targets) await catalog.PutAsync("target", target.Uuid.Value, target);

        var rows = await ListAsync(catalog, new(NameFilter.Any, null, null));

        Assert.Equal(
            targets.OrderBy(t => t.Name, StringComparer.Ordinal).ThenBy(t => t.Uuid.ToString())
                .Select(target => target.Uuid),
            rows.Select(row => row.Uuid));
    }

    [Theory]
    [InlineData("RDER", "orders|ORDERS 50%|big_orders")]
    [InlineData("%", "ORDERS 50%")]
    [InlineData("_", "big_orders")]
    [InlineData("'", "it's")]
    [InlineData("grösse", "GRÖSSE")]
    [InlineData("nothing", "")]
    [InlineData("", "orders|ORDERS 50%|big_orders|it's|GRÖSSE")]
    public async Task A_part_of_a_name_finds_it_in_any_case_and_every_character_stands_for_itself(
        string part, string found)
    {
        await using var catalog = await TestCatalog.OpenAsync();
        foreach (var name in (string[])["orders", "ORDERS 50%", "big_orders", "it's", "GRÖSSE"])
        {
            var target = Samples.Target(name);
            await catalog.PutAsync("target", target.Uuid.Value, target);
        }

        var rows = await ListAsync(catalog, new(new NameFilter(part, Exact: false), null, null));

        Assert.Equal(
            found.Split('|', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
            rows.Select(row => row.Name));
    }

    [Fact]
    public async Task An_exact_name_is_the_whole_name_case_included()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        foreach (var name in (string[])["orders", "Orders", "orders 2"])
        {
            var store = Samples.Store(name);
            await catalog.PutAsync("store", store.Uuid.Value, store);
        }

        var rows = await catalog.Lists
            .ListStoresAsync(
                new(new NameFilter("orders", Exact: true), null, null), Page.Whole, CancellationToken.None)
            .ToListAsync();

        Assert.Equal(["orders"], rows.Select(row => row.Name));
    }

    [Fact]
    public async Task Targets_and_stores_are_found_by_plugin()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        await catalog.PutPartsAsync();
        var other = Samples.Target("files") with { Plugin = PluginName.Parse("fs")!.Value };
        await catalog.PutAsync("target", other.Uuid.Value, other);

        var targets = await ListAsync(catalog, new(NameFilter.Any, "fs", null));
        var stores = await catalog.Lists
            .ListStoresAsync(new(NameFilter.Any, "postgres", null), Page.Whole, CancellationToken.None)
            .ToListAsync();

        Assert.Equal([other.Uuid], targets.Select(row => row.Uuid));
        Assert.Empty(stores);
    }

    [Fact]
    public async Task What_a_job_uses_is_used_and_the_rest_is_unused()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var used = await catalog.PutPartsAsync();
        var spare = await catalog.PutPartsAsync();
        var job = Samples.Job(used);
        await catalog.PutAsync("job", job.Uuid.Value, job);

        Assert.Equal([Ids(used)], [await IdsAsync(catalog, unused: false)]);
        Assert.Equal([Ids(spare)], [await IdsAsync(catalog, unused: true)]);
    }

    [Fact]
    public async Task Each_noun_is_found_by_its_id_with_all_it_says()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        var lists = catalog.Lists;

        Assert.Equal(
            new TargetRow(parts.Target.Uuid, "orders", "all orders", "postgres", parts.Target.Endpoint.Masked,
                "10.0.0.5:5444") { EndpointMark = parts.Target.Endpoint.Mark() },
            await lists.FindTargetAsync(parts.Target.Uuid, CancellationToken.None));
        Assert.Equal(
            new StoreRow(parts.Store.Uuid, "attic", "the old disk", "fs", parts.Store.Endpoint.Masked)
            {
                EndpointMark = parts.Store.Endpoint.Mark(),
            },
            await lists.FindStoreAsync(parts.Store.Uuid, CancellationToken.None));
        Assert.Equal(
            new ScheduleRow(parts.Schedule.Uuid, "nightly", "at night", "daily at 4am")
            {
                Since = new DateTimeOffset(2026, 3, 1, 23, 59, 59, 999, TimeSpan.Zero),
            },
            await lists.FindScheduleAsync(parts.Schedule.Uuid, CancellationToken.None));
        Assert.Equal(
            new RetentionRow(parts.Retention.Uuid, "a week", "short", 604800),
            await lists.FindRetentionAsync(parts.Retention.Uuid, CancellationToken.None));
        Assert.Null(await lists.FindTargetAsync(new TargetId(Guid.NewGuid()), CancellationToken.None));
    }

    private static Task<List<TargetRow>> ListAsync(TestCatalog catalog, TargetFilter filter) =>
        catalog.Lists.ListTargetsAsync(filter, Page.Whole, CancellationToken.None).ToListAsync().AsTask();

    private static (TargetId, StoreId, ScheduleId, RetentionId) Ids(Parts parts) =>
        (parts.Target.Uuid, parts.Store.Uuid, parts.Schedule.Uuid, parts.Retention.Uuid);

    private static async Task<(TargetId, StoreId, ScheduleId, RetentionId)> IdsAsync(
        TestCatalog catalog, bool unused)
    {
        var policies = new PolicyFilter(NameFilter.Any, unused);
        var (lists, all, none) = (catalog.Lists, Page.Whole, CancellationToken.None);
        return (
            (await lists.ListTargetsAsync(new(NameFilter.Any, null, unused), all, none).SingleAsync()).Uuid,
            (await lists.ListStoresAsync(new(NameFilter.Any, null, unused), all, none).SingleAsync()).Uuid,
            (await lists.ListSchedulesAsync(policies, all, none).SingleAsync()).Uuid,
            (await lists.ListRetentionAsync(policies, all, none).SingleAsync()).Uuid);
    }
}

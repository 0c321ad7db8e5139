using Shield.Domain;
using Shield.Grains;

namespace Shield.Silo.Catalog.Tests;

public sealed class SchemaTests
{
    [Fact]
    public async Task A_catalog_is_created_once_and_opened_again_with_all_that_is_in_it()
    {
        using var folder = new Folder();
        var schedule = Samples.Schedule();
        await using (var first = await TestCatalog.OpenAsync(folder.Path))
        {
            await first.PutAsync("schedule", schedule.Uuid.Value, schedule);
        }

        await using var second = await TestCatalog.OpenAsync(folder.Path);
        Assert.NotNull(await second.Lists.FindScheduleAsync(schedule.Uuid, CancellationToken.None));
    }

    [Fact]
    public async Task Many_who_open_a_new_catalog_at_once_create_it_once()
    {
        using var folder = new Folder();

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => Task.Run(() => TestCatalog.OpenAsync(folder.Path))));

        Assert.Equal(1, await all[0].CountAsync("schema_version"));
        foreach (var catalog in all) await catalog.DisposeAsync();
    }

    [Fact]
    public async Task A_schema_that_is_newer_than_the_program_is_refused_and_left_alone()
    {
        using var folder = new Folder();
        await using (var catalog = await TestCatalog.OpenAsync(folder.Path))
        {
            await catalog.ExecuteAsync("UPDATE schema_version SET version = 99;");
        }

        var refusal = await Assert.ThrowsAsync<ShieldException>(() => TestCatalog.OpenAsync(folder.Path));

        Assert.Equal(Reason.Conflict, refusal.Reason);
        Assert.Contains("has schema 99", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task A_list_goes_on_with_what_was_there_when_it_began()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        for (var i = 0; i < 5; i++) await catalog.PutPartsAsync();
        await using var list = catalog.Lists
            .ListTargetsAsync(new(NameFilter.Any, null, null), Page.Whole, CancellationToken.None)
            .GetAsyncEnumerator();
        Assert.True(await list.MoveNextAsync());

        await catalog.ExecuteAsync("DELETE FROM OrleansStorage WHERE GrainTypeString = 'target';");

        var rest = 0;
        while (await list.MoveNextAsync()) rest++;
        Assert.Equal(4, rest);
    }
}

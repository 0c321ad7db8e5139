using Shield.Domain;
using Shield.Domain.Tasks;
using Shield.Grains;
using Shield.Grains.Audit;

namespace Shield.Silo.Catalog.Tests.Lists;

/// <summary>Walks through lists page by page, while rows come and go.</summary>
public sealed class PageTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task A_walk_by_name_shows_what_stays_once_though_the_row_of_each_place_goes(int rowsMax)
    {
        await using var catalog = await TestCatalog.OpenAsync();
        string[] names = ["a", "a", "a", "B", "b", "b", "ä", "Ä", "日本", "🗄️", "it's", "", " ", "z z"];
        foreach (var name in names) await PutTargetAsync(catalog, name);
        var before = await AllAsync(catalog);

        var seen = await WalkAsync(
            rowsMax,
            page => catalog.Lists.ListTargetsAsync(new(NameFilter.Any, null, null), page, None),
            row => new Place.Named(row.Name, row.Uuid.Value),
            async last =>
            {
                await catalog.DeleteAsync("target", last.Uuid.Value);
                await PutTargetAsync(catalog, "a");
                if (last.Name != "b+") await PutTargetAsync(catalog, "b+");
            });

        Assert.Equal(seen.Count, seen.Select(row => row.Uuid).Distinct().Count());
        Assert.Equal(before, seen.Select(row => row.Uuid).Where(before.Contains));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_walk_through_archives_of_one_moment_shows_each_once(int rowsMax)
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        for (var i = 0; i < 13; i++)
        {
            await PutArchiveAsync(catalog, parts, Samples.Noon.AddMilliseconds(i / 5));
        }

        var filter = new ArchiveFilter(parts.Target.Uuid, null, null, null, null);
        var before = await catalog.Lists.ListArchivesAsync(filter, Page.Whole, None)
            .Select(row => row.Uuid).ToListAsync();

        var seen = await WalkAsync(
            rowsMax,
            page => catalog.Lists.ListArchivesAsync(filter, page, None),
            row => new Place.Timed(row.TakenAt, row.Uuid.Value),
            async last =>
            {
                await catalog.DeleteAsync("archive", last.Uuid.Value);
                await PutArchiveAsync(catalog, parts, Samples.Noon.AddDays(1));
                if (last.TakenAt < Samples.Noon) return;
                await PutArchiveAsync(catalog, parts, Samples.Noon.AddDays(-1));
            });

        Assert.Equal(seen.Count, seen.Select(row => row.Uuid).Distinct().Count());
        Assert.Equal(before, seen.Select(row => row.Uuid).Where(before.Contains));
        Assert.True(seen.TrueForAll(row => row.TakenAt < Samples.Noon.AddDays(1)), "it went back to the new");
    }

    [Theory]
    [InlineData(60)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(250)]
    public async Task A_walk_through_tasks_shows_each_once_however_many_are_read_at_once(int rowsMax)
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        for (var i = 0; i < 230; i++)
        {
            var task = Samples.Backup(parts, TaskPhase.Pending) with { RequestedAt = Samples.Noon };
            await catalog.PutAsync("task", task.Uuid.Value, task);
        }

        var filter = new TaskFilter(null, Active: true);
        var whole = await catalog.Lists.ListTasksAsync(filter, Page.Whole, None).ToListAsync();

        var seen = await WalkAsync(
            rowsMax,
            page => catalog.Lists.ListTasksAsync(filter, page, None),
            row => new Place.Timed(row.RequestedAt, row.Uuid.Value),
            _ => Task.CompletedTask);

        Assert.Equal(230, whole.Count);
        Assert.Equal(whole.Select(row => row.Uuid), seen.Select(row => row.Uuid));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task A_walk_through_the_audit_shows_each_request_once_also_those_of_one_moment(int rowsMax)
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var book = catalog.Database.AuditBook;
        var requests = new List<Guid>();
        for (var i = 0; i < 11; i++)
        {
            var line = Line(Samples.Noon.AddMilliseconds(i / 4));
            requests.Add(line.Request);
            await book.AppendAsync(line, None);

            // The outcome within the same millisecond, or none at all.
            if (i % 3 != 0) await book.AppendAsync(line with { Status = 200 }, None);
        }

        var filter = new AuditFilter("ann", null, null);
        var whole = await book.ListAsync(filter, Page.Whole, None).ToListAsync();

        var seen = await WalkAsync(
            rowsMax,
            page => book.ListAsync(filter, page, None),
            line => new Place.Timed(line.At, line.Request),
            _ => book.AppendAsync(Line(Samples.Noon.AddDays(1)), None));

        Assert.Equal(whole, seen);
        Assert.Equal(requests.Order(), seen.Select(line => line.Request).Order());
    }

    [Fact]
    public async Task A_page_is_no_longer_than_it_may_be_and_nothing_comes_after_the_last_row()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        for (var i = 0; i < 3; i++) await PutTargetAsync(catalog, "same");
        var filter = new TargetFilter(NameFilter.Any, null, null);
        var whole = await catalog.Lists.ListTargetsAsync(filter, Page.Whole, None).ToListAsync();

        var two = await catalog.Lists.ListTargetsAsync(filter, new Page(2, null), None).ToListAsync();
        var none = await catalog.Lists
            .ListTargetsAsync(filter, new Page(2, new Place.Named("same", whole[2].Uuid.Value)), None)
            .ToListAsync();

        Assert.Equal(whole[..2], two);
        Assert.Empty(none);
    }

    private static async Task<List<TRow>> WalkAsync<TRow>(
        int rowsMax,
        Func<Page, IAsyncEnumerable<TRow>> list,
        Func<TRow, Place> placeOf,
        Func<TRow, Task> meanwhile)
    {
        var seen = new List<TRow>();
        var page = new Page(rowsMax, null);
        while (true)
        {
            var rows = await list(page).ToListAsync();
            Assert.True(rows.Count <= rowsMax);
            if (rows.Count == 0) return seen;
            seen.AddRange(rows);
            Assert.True(seen.Count < 1000, "the walk does not end");
            page = page with { After = placeOf(rows[^1]) };
            await meanwhile(rows[^1]);
        }
    }

    private static Task<List<TargetId>> AllAsync(TestCatalog catalog) =>
        catalog.Lists.ListTargetsAsync(new(NameFilter.Any, null, null), Page.Whole, None)
            .Select(row => row.Uuid).ToListAsync().AsTask();

    private static Task PutTargetAsync(TestCatalog catalog, string name)
    {
        var target = Samples.Target(name);
        return catalog.PutAsync("target", target.Uuid.Value, target);
    }

    private static Task PutArchiveAsync(TestCatalog catalog, Parts parts, DateTimeOffset takenAt)
    {
        var archive = Samples.Archive(parts) with { TakenAt = takenAt };
        return catalog.PutAsync("archive", archive.Uuid.Value, archive);
    }

    private static AuditLine Line(DateTimeOffset at) => new()
    {
        Request = Guid.NewGuid(), At = at, Who = "ann", Token = null, Role = null, Method = "POST",
        Path = "/v1/jobs", What = "create job", From = "10.0.0.1",
    };
}

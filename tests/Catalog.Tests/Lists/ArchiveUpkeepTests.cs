using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Archives;
using Shield.Domain.Tasks;
using Shield.Grains.Archives;

namespace Shield.Silo.Catalog.Tests.Lists;

public sealed class ArchiveUpkeepTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Now = Samples.Noon.AddDays(30);

    [Fact]
    public async Task What_is_kept_beyond_its_time_is_due_and_nothing_else_is()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        var over = await PutAsync(catalog, parts, archive => archive with { ExpiresAt = Now });
        var damaged = await PutAsync(catalog, parts, archive => archive with
        {
            Status = ArchiveStatus.Invalid, ExpiresAt = Now.AddDays(-1),
        });
        await PutAsync(catalog, parts, archive => archive with { ExpiresAt = Now.AddMilliseconds(1) });
        foreach (var gone in (ArchiveStatus[])[ArchiveStatus.Expired, ArchiveStatus.Purged])
        {
            await PutAsync(catalog, parts, archive => archive with { Status = gone, ExpiresAt = Now });
        }

        await PutAsync(catalog, parts, archive => archive with
        {
            Status = ArchiveStatus.Invalid, ExpiresAt = Now, NextPurgeAt = Now,
        });

        var due = await catalog.Upkeep.ListDueAsync(Now, PagePlace.Start, 100, None);

        Assert.Equal([damaged.Uuid, over.Uuid], due.Select(row => row.Archive));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        var all = new HashSet<ArchiveId>();
        for (var i = 0; i < 7; i++)
        {
            all.Add((await PutAsync(catalog, parts, archive => archive with { ExpiresAt = Now })).Uuid);
        }

        var (seen, after) = (new List<ArchiveId>(), PagePlace.Start);
        while (await catalog.Upkeep.ListDueAsync(Now, after, 3, None) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(row => row.Archive));
            after = new PagePlace(page[^1].DueAt, page[^1].Archive.Value);
        }

        Assert.Equal(7, seen.Count);
        Assert.Equal(all, seen.ToHashSet());
    }

    [Theory]
    [InlineData(ArchiveStatus.Valid, false)]
    [InlineData(ArchiveStatus.Invalid, true)]
    [InlineData(ArchiveStatus.Expired, true)]
    [InlineData(ArchiveStatus.Purged, true)]
    public async Task An_archive_is_the_last_when_no_other_of_its_target_is_valid(
        ArchiveStatus other, bool isLast)
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var (parts, others) = (await catalog.PutPartsAsync(), await catalog.PutPartsAsync());
        var over = await PutAsync(catalog, parts, archive => archive with { ExpiresAt = Now });
        await PutAsync(catalog, parts, archive => archive with
        {
            Status = other, ExpiresAt = Now.AddDays(1), NextPurgeAt = Now.AddDays(1),
        });
        await PutAsync(catalog, others, archive => archive with { ExpiresAt = Now.AddDays(1) });

        var due = Assert.Single(await catalog.Upkeep.ListDueAsync(Now, PagePlace.Start, 100, None));

        Assert.Equal((over.Uuid, isLast), (due.Archive, due.IsLast));
        Assert.Equal(isLast, await catalog.Upkeep.IsLastAsync(over.Uuid, over.TargetUuid, None));
    }

    [Fact]
    public async Task A_job_warns_while_the_last_archive_of_its_target_is_about_to_go()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        var job = Samples.Job(parts);
        await catalog.PutAsync("job", job.Uuid.Value, job);
        await PutAsync(catalog, parts, archive => archive with
        {
            Status = ArchiveStatus.Purged, WarnedAt = Now,
        });
        Assert.Equal("", await WarningAsync());

        var last = await PutAsync(catalog, parts, archive => archive with { WarnedAt = Now });
        Assert.Equal(ExpiryRules.Warning(last.Uuid, Now), await WarningAsync());

        await PutAsync(catalog, parts, archive => archive);
        Assert.Equal("", await WarningAsync());

        async Task<string> WarningAsync() => (await catalog.Lists.FindJobAsync(job.Uuid, None))!.Warning;
    }

    [Fact]
    public async Task Purges_come_when_their_pause_is_over_and_none_is_under_way()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var parts = await catalog.PutPartsAsync();
        var failed = await PutExpiredAsync(catalog, parts, Now);
        var busy = await PutExpiredAsync(catalog, parts, Now);
        var old = await PutAsync(catalog, parts, archive => archive with { Status = ArchiveStatus.Expired });
        var wrong = await PutExpiredAsync(catalog, parts, Now.AddYears(1));
        await PutExpiredAsync(catalog, parts, Now.AddMinutes(1));
        await PutAsync(catalog, parts, archive => archive);
        await PutPurgeAsync(catalog, parts, failed, TaskPhase.Failed);
        await PutPurgeAsync(catalog, parts, busy, TaskPhase.Pending);

        var found = await catalog.Upkeep.ListPurgesAsync(Now, 100, 100, None);

        Assert.Equal([old.Uuid, failed.Uuid, wrong.Uuid], found);
    }

    [Fact]
    public async Task An_agent_that_has_enough_to_purge_gets_no_more_and_holds_up_no_other()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var (parts, others) = (await catalog.PutPartsAsync(), await catalog.PutPartsAsync());
        var elsewhere = others.Target with { Agent = AgentAddress.Parse("10.0.0.6:5444")!.Value };
        await catalog.PutAsync("target", elsewhere.Uuid.Value, elsewhere);
        var (here, there) = (
            await PutExpiredAsync(catalog, parts, Now), await PutExpiredAsync(catalog, others, Now));
        await PutPurgeAsync(catalog, parts, Samples.Archive(parts), TaskPhase.Running);
        await PutPurgeAsync(catalog, parts, Samples.Archive(parts), TaskPhase.Pending);

        Assert.Equal([there.Uuid], await catalog.Upkeep.ListPurgesAsync(Now, 2, 100, None));
        Assert.Contains(here.Uuid, await catalog.Upkeep.ListPurgesAsync(Now, 3, 100, None));
    }

    private static Task<ArchiveState> PutExpiredAsync(
        TestCatalog catalog, Parts parts, DateTimeOffset nextPurgeAt) =>
        PutAsync(catalog, parts, archive => archive with
        {
            Status = ArchiveStatus.Expired, NextPurgeAt = nextPurgeAt,
        });

    private static async Task<ArchiveState> PutAsync(
        TestCatalog catalog, Parts parts, Func<ArchiveState, ArchiveState> change)
    {
        var archive = change(Samples.Archive(parts) with { ExpiresAt = Now.AddYears(1) });
        await catalog.PutAsync("archive", archive.Uuid.Value, archive);
        return archive;
    }

    private static async Task PutPurgeAsync(
        TestCatalog catalog, Parts parts, ArchiveState archive, TaskPhase phase)
    {
        var purge = Samples.Purge(parts, archive, phase);
        await catalog.PutAsync("task", purge.Uuid.Value, purge);
    }
}

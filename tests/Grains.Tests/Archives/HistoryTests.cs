using Shield.Domain;
using Shield.Domain.Archives;
using Shield.Grains.Tasks;

namespace Shield.Grains.Tests.Archives;

/// <summary>What is over is forgotten in the end. A service of its own: its years go by fast.</summary>
public sealed class HistoryTests(Lapse lapse) : IClassFixture<Lapse>
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task A_task_is_forgotten_with_its_log_after_90_days_and_a_purged_archive_after_a_year()
    {
        var trial = lapse.Try();
        var archive = await trial.BackUpAsync("""{"bytes": 10}""");
        await trial.DeleteAsync(archive);
        await Lapse.UntilAsync(trial, archive, ArchiveStatus.Purged);
        var purge = await trial.PurgeOfAsync(archive);
        await lapse.PassAsync(Day * 90 - Day / 2);
        Assert.NotNull(await FindAsync(archive.Task));

        await lapse.PassAsync(Day);
        Assert.Null(await FindAsync(archive.Task));
        Assert.Null(await FindAsync(purge.Uuid));
        Assert.Empty(await lapse.Shield.Catalog.ListLogAsync(archive.Task, 0, 10, default));
        Assert.NotNull(await lapse.Shield.Catalog.FindArchiveAsync(archive.Uuid, default));

        await lapse.PassAsync(Day * 275);
        Assert.Null(await lapse.Shield.Catalog.FindArchiveAsync(archive.Uuid, default));
        var refusal = await Refused.ByAsync(Reason.NotFound, () => trial.DeleteAsync(archive));
        Assert.Contains(archive.Uuid.ToString(), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_backup_of_an_archive_that_is_not_purged_stays_and_tries_to_purge_it_go()
    {
        var trial = lapse.Try();
        await trial.RunAsync("""{"bytes": 10}""", """{"purge": {"exit": 4, "dir": "@/elsewhere"}}""");
        var archive = Assert.Single(await trial.ArchivesAsync());
        await trial.DeleteAsync(archive);
        var purge = await trial.PurgeOfAsync(archive);

        await lapse.PassAsync(Day * 91);

        Assert.NotNull(await FindAsync(archive.Task));
        Assert.Null(await FindAsync(purge.Uuid));
        Assert.Equal(ArchiveStatus.Expired, (await trial.ArchiveAsync(archive.Uuid)).Status);
    }

    [Fact]
    public async Task What_is_forgotten_does_not_come_back_when_somebody_still_speaks_of_it()
    {
        var trial = lapse.Try();
        var task = await trial.RunAsync("""{"exit": 3}""");
        var grain = lapse.Shield.Grains.GetGrain<ITaskGrain>(task.Uuid.Value);
        await lapse.PassAsync(Day * 91);
        Assert.Null(await FindAsync(task.Uuid));

        await grain.CheckAsync(default);
        await grain.NoteWaitingAsync("nothing", default);
        await grain.ForgetAsync(lapse.Clock.GetUtcNow(), default);
        Assert.Equal(
            Workers.ReportAnswer.Stop,
            await grain.ReportAsync(new Workers.WorkerReport(1, [], 0, null), default));

        Assert.Null(await FindAsync(task.Uuid));
        Assert.Empty(await lapse.Shield.Catalog.ListLogAsync(task.Uuid, 0, 10, default));
    }

    private Task<TaskRow?> FindAsync(TaskId task) => lapse.Shield.Catalog.FindTaskAsync(task, default);
}

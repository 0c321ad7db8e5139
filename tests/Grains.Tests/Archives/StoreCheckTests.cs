using Microsoft.Extensions.DependencyInjection;
using Shield.Domain;
using Shield.Domain.Archives;
using Shield.Domain.Tasks;
using Shield.Grains.Archives;
using Shield.Grains.Stores;
using Shield.Grains.Tasks;
using Shield.Testing;

namespace Shield.Grains.Tests.Archives;

/// <summary>What a store lists is compared with what should be in it, and believed with care.</summary>
public sealed class StoreCheckTests(Lapse lapse) : IClassFixture<Lapse>
{
    private const string Data = """{"bytes": 10}""";
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task An_archive_whose_blob_two_checks_have_missed_is_invalid_and_says_so()
    {
        var (trial, archives) = await FillAsync(3);
        await CheckAsync(trial);
        File.Delete(FileOf(trial, archives[0]));

        await PassAsync(trial, Hour);
        await CheckAsync(trial);
        await PassAsync(trial, Hour / 4);
        Assert.Equal(3, await CountAsync(trial, ArchiveStatus.Valid));
        await PassAsync(trial, Hour / 4);

        var gone = await trial.ArchiveAsync(archives[0].Uuid);
        Assert.Equal(ArchiveStatus.Invalid, gone.Status);
        Assert.StartsWith("its blob is gone: its store listed it neither on", gone.PurgeReason,
            StringComparison.Ordinal);
        Assert.Equal(2, await CountAsync(trial, ArchiveStatus.Valid));
    }

    [Fact]
    public async Task A_blob_that_is_back_at_the_second_check_was_never_gone()
    {
        var (trial, archives) = await FillAsync(3);
        var file = FileOf(trial, archives[0]);
        File.Move(file, trial.File("aside"));
        await CheckAsync(trial);
        File.Move(trial.File("aside"), file);

        await PassAsync(trial, Hour);
        await PassAsync(trial, Hour);

        Assert.Equal(3, await CountAsync(trial, ArchiveStatus.Valid));
    }

    [Theory]
    [InlineData("""{"list": {"exit": 4}}""")]
    [InlineData("""{"list": {"die": "start"}}""")]
    [InlineData("""{"list": {"list_lines": 1, "exit": 4}}""")]
    [InlineData("""{"list": {"list_lines": 1, "die": "end"}}""")]
    [InlineData("""{"list": {"list_tail": "and so on"}}""")]
    [InlineData("""{"validate": {"exit": 3}}""")]
    public async Task A_list_that_breaks_off_or_cannot_be_trusted_means_nothing(string store)
    {
        var (trial, archives) = await FillAsync(2, store);
        File.Delete(FileOf(trial, archives[0]));

        for (var i = 0; i < 3; i++) await PassAsync(trial, Hour);

        Assert.Equal(2, await CountAsync(trial, ArchiveStatus.Valid));
    }

    [Fact]
    public async Task A_store_that_is_not_mounted_makes_nothing_invalid_and_its_jobs_warn()
    {
        var (trial, _) = await FillAsync(2);
        await CheckAsync(trial);
        Directory.Move(trial.StoreFolder, trial.File("elsewhere"));
        Directory.CreateDirectory(trial.StoreFolder);

        for (var i = 0; i < 4; i++) await PassAsync(trial, Hour);
        Assert.Equal(2, await CountAsync(trial, ArchiveStatus.Valid));
        Assert.StartsWith(
            "the store lists 0 of the 2 archives", await WarningAsync(trial), StringComparison.Ordinal);

        Directory.Delete(trial.StoreFolder);
        Directory.Move(trial.File("elsewhere"), trial.StoreFolder);
        await PassAsync(trial, Hour);
        Assert.Equal("", await WarningAsync(trial));
    }

    [Fact]
    public async Task Most_of_many_gone_at_once_makes_none_invalid()
    {
        var (trial, archives) = await FillAsync(5);
        foreach (var archive in archives.Take(3)) File.Delete(FileOf(trial, archive));

        for (var i = 0; i < 4; i++) await PassAsync(trial, Hour);

        Assert.Equal(5, await CountAsync(trial, ArchiveStatus.Valid));
        Assert.StartsWith("the store lists 2 of the 5", await WarningAsync(trial), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blob_of_a_backup_that_made_no_archive_is_removed_when_it_is_old_enough()
    {
        var (trial, archives) = await FillAsync(1);
        var failed = await FailedBackupAsync(trial);
        var orphan = await PlantAsync(trial, failed);
        await CheckAsync(trial);
        Assert.True(File.Exists(orphan));

        Age(orphan);
        await CheckAsync(trial);

        await ShieldCluster.UntilAsync(() => !File.Exists(orphan), () => "the orphan is still there");
        Assert.True(File.Exists(FileOf(trial, archives[0])));
        Assert.Equal(1, await CountAsync(trial, ArchiveStatus.Valid));
    }

    [Fact]
    public async Task What_is_left_of_a_purged_archive_is_removed()
    {
        var (trial, archives) = await FillAsync(2);
        await trial.DeleteAsync(archives[0]);
        await Lapse.UntilAsync(trial, archives[0], ArchiveStatus.Purged);
        var left = await PlantAsync(trial, archives[0].Uuid);
        Age(left);

        await CheckAsync(trial);

        await ShieldCluster.UntilAsync(() => !File.Exists(left), () => "it is still there");
    }

    [Fact]
    public async Task What_is_not_ours_is_left_alone_however_old_it_is()
    {
        var (trial, archives) = await FillAsync(1);
        var stranger = await PlantAsync(trial, new ArchiveId(Guid.NewGuid()));
        var picture = Path.Combine(trial.StoreFolder, "holiday.jpg");
        await File.WriteAllTextAsync(picture, "sea");
        string[] all = [stranger, picture, FileOf(trial, archives[0])];
        foreach (var file in all) Age(file);

        for (var i = 0; i < 3; i++) await PassAsync(trial, Hour);

        Assert.All(all, file => Assert.True(File.Exists(file)));
        Assert.DoesNotContain(
            await lapse.Shield.ListTasksAsync(),
            task => task.Op is TaskKind.Purge && task.Store == archives[0].Store.Uuid);
    }

    [Fact]
    public async Task The_blob_of_a_running_backup_is_left_alone()
    {
        var trial = lapse.Try();
        await trial.CreateJobAsync(
            Data, """{"store": {"hang": "end", "ready": "@/ready"}}""");
        var task = await trial.StartAsync();
        await trial.UntilThereAsync("ready");
        var blob = Assert.Single(trial.Blobs);
        Age(blob);

        await CheckAsync(trial);
        await CheckAsync(trial);

        Assert.True(File.Exists(blob));
        await trial.CancelAsync(task);
        await lapse.Shield.EndOfAsync(task);
    }

    [Fact]
    public async Task The_sweep_checks_each_store_that_a_job_brings_together_with_an_agent()
    {
        var trial = lapse.Try();
        await trial.CreateJobAsync(Data, """{"list": {"journal": "@/lists"}}""");

        await lapse.SweepAsync();
        await lapse.PassAsync(Hour);

        await trial.UntilThereAsync("lists");
    }

    private async Task<(Trial Trial, IReadOnlyList<ArchiveRow> Archives)> FillAsync(
        int count, string store = "{}")
    {
        var trial = lapse.Try();
        await trial.CreateJobAsync(Data, store);
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(TaskPhase.Done, (await lapse.Shield.RunJobAsync(trial.Job)).Status);
        }

        // Taken before a check begins, by the clock that both read.
        lapse.Clock.Advance(TimeSpan.FromMilliseconds(2));
        return (trial, await trial.ArchivesAsync());
    }

    private Task PassAsync(Trial trial, TimeSpan span)
    {
        lapse.Clock.Advance(span);
        return CheckAsync(trial);
    }

    private async Task CheckAsync(Trial trial)
    {
        var job = (await lapse.Shield.Catalog.FindJobAsync(trial.Job, default))!;
        var book = lapse.Shield.Services.GetRequiredService<IStoreCheckBook>();
        // As the sweep does before: whoever is not known to the book is not checked.
        await book.TakeDueAsync(lapse.Clock.GetUtcNow(), Hour * 1000, 0, default);
        await lapse.Shield.Grains
            .GetGrain<IStoreCheckGrain>(job.Store.Uuid.Value, lapse.Shield.Agent.Value, null)
            .CheckAsync(default);
    }

    /// <summary>The archive that a backup was to make which failed.</summary>
    private async Task<ArchiveId> FailedBackupAsync(Trial trial)
    {
        var job = (await lapse.Shield.Catalog.FindJobAsync(trial.Job, default))!;
        var id = new TaskId(Guid.NewGuid());
        var planned = new ArchiveId(Guid.NewGuid());
        var plan = new PipelinePlan.Backup
        {
            Archive = planned,
            Agent = lapse.Shield.Agent,
            Store = await lapse.Shield.Grains.GetGrain<IStoreGrain>(job.Store.Uuid.Value)
                .SnapshotAsync(default),
            Target = new PluginCall(
                Domain.Plugins.PluginName.Parse("nothing")!.Value, Domain.Plugins.SealedEndpoint.None),
            ExpirySeconds = 3600,
        };
        await lapse.Shield.Grains.GetGrain<ITaskGrain>(id.Value).RequestAsync(
            new TaskDefinition(
                "tests", TaskKind.Backup, trial.Job, job.Target.Uuid, job.Store.Uuid, plan, Priority: 50),
            default);
        Assert.Equal(TaskPhase.Failed, (await lapse.Shield.EndOfAsync(id)).Status);
        return planned;
    }

    private static async Task<string> PlantAsync(Trial trial, ArchiveId archive)
    {
        var file = Path.Combine(trial.StoreFolder, "2026", "03", "01", $"2026-03-01-120000-{archive}");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "left behind");
        return file;
    }

    private void Age(string file) =>
        File.SetLastWriteTimeUtc(file, lapse.Clock.GetUtcNow().UtcDateTime.AddDays(-30));

    private static string FileOf(Trial trial, ArchiveRow archive) =>
        Path.Combine(trial.StoreFolder, archive.StoreKey);

    private static async Task<int> CountAsync(Trial trial, ArchiveStatus status) =>
        (await trial.ArchivesAsync()).Count(archive => archive.Status == status);

    private async Task<string> WarningAsync(Trial trial) =>
        (await lapse.Shield.Catalog.FindJobAsync(trial.Job, default))!.Warning;
}

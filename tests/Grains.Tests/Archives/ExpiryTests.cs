using Shield.Domain;
using Shield.Domain.Archives;
using Shield.Domain.Tasks;
using Shield.Grains.Archives;
using Shield.Grains.Jobs;
using Shield.Grains.Stores;
using Shield.Testing;

namespace Shield.Grains.Tests.Archives;

/// <summary>An archive goes when its time is over, and never sooner. Retention here is an hour.</summary>
public sealed class ExpiryTests(Lapse lapse) : IClassFixture<Lapse>
{
    private const string Data = """{"bytes": 10}""";
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task An_archive_that_is_not_the_last_goes_with_its_blob_when_its_time_is_over()
    {
        var trial = lapse.Try();
        var old = await trial.BackUpAsync(Data);
        lapse.Clock.Advance(Hour / 2);
        var newer = await BackUpAgainAsync(trial, old);
        await lapse.PassAsync(Hour / 2 - TimeSpan.FromMinutes(1));
        Assert.Equal(ArchiveStatus.Valid, (await trial.ArchiveAsync(old.Uuid)).Status);

        await lapse.PassAsync(TimeSpan.FromMinutes(2));

        var gone = await Lapse.UntilAsync(trial, old, ArchiveStatus.Purged);
        Assert.Equal("expired: its retention of 1 hour ended", gone.PurgeReason);
        Assert.Equal(TaskPhase.Done, (await trial.PurgeOfAsync(old)).Status);
        Assert.Equal(ArchiveStatus.Valid, (await trial.ArchiveAsync(newer.Uuid)).Status);
        Assert.Equal(newer.StoreKey, Path.GetRelativePath(trial.StoreFolder, Assert.Single(trial.Blobs)));
    }

    [Fact]
    public async Task The_last_valid_archive_goes_only_when_a_warning_has_stood_for_a_day()
    {
        var trial = lapse.Try();
        var archive = await trial.BackUpAsync(Data);
        await lapse.PassAsync(Hour * 2);
        Assert.Equal(ArchiveStatus.Valid, (await trial.ArchiveAsync(archive.Uuid)).Status);
        Assert.StartsWith(
            $"archive {archive.Uuid} is the last valid one of this target", await WarningAsync(trial),
            StringComparison.Ordinal);

        await lapse.Shield.RestartAsync();
        await lapse.PassAsync(Day - Hour);
        Assert.Equal(ArchiveStatus.Valid, (await trial.ArchiveAsync(archive.Uuid)).Status);

        await lapse.PassAsync(Hour);
        var gone = await Lapse.UntilAsync(trial, archive, ArchiveStatus.Purged);
        Assert.Contains("it was the last valid one", gone.PurgeReason, StringComparison.Ordinal);
        Assert.Equal("", await WarningAsync(trial));
        Assert.Empty(trial.Blobs);
    }

    [Fact]
    public async Task A_newer_archive_ends_the_warning()
    {
        var trial = lapse.Try();
        var old = await trial.BackUpAsync(Data);
        await lapse.PassAsync(Hour * 2);
        Assert.NotEqual("", await WarningAsync(trial));

        await BackUpAgainAsync(trial, old);

        Assert.Equal("", await WarningAsync(trial));
        await lapse.SweepAsync();
        var gone = await Lapse.UntilAsync(trial, old, ArchiveStatus.Purged);
        Assert.Equal("expired: its retention of 1 hour ended", gone.PurgeReason);
    }

    [Fact]
    public async Task Of_many_that_end_at_once_one_of_each_target_stays_and_is_warned_of()
    {
        var trial = lapse.Try();
        var first = await trial.BackUpAsync(Data);
        for (var i = 0; i < 3; i++) await BackUpAgainAsync(trial, first);

        await lapse.PassAsync(Hour * 3);
        await lapse.SweepAsync();

        var kept = (await trial.ArchivesAsync()).Where(archive => archive.Status is ArchiveStatus.Valid);
        Assert.Contains(
            Assert.Single(kept).Uuid.ToString(), await WarningAsync(trial), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweeps_that_come_twice_and_at_once_do_no_harm()
    {
        var trial = lapse.Try();
        var old = await trial.BackUpAsync(Data);
        await BackUpAgainAsync(trial, old);
        lapse.Clock.Advance(Hour * 2);
        var grain = lapse.Shield.Grains.GetGrain<IArchiveGrain>(old.Uuid.Value);

        await Task.WhenAll(
            lapse.SweepAsync(),
            grain.EndTimeAsync(default),
            lapse.SweepAsync(),
            grain.RepeatPurgeAsync(default));

        await Lapse.UntilAsync(trial, old, ArchiveStatus.Purged);
        Assert.Single(await lapse.PurgesAsync(old));
    }

    [Fact]
    public async Task An_invalid_archive_goes_at_its_time_even_when_its_store_has_been_deleted()
    {
        var trial = lapse.Try();
        var archive = await trial.BackUpAsync(Data);
        await lapse.Shield.Grains.GetGrain<IArchiveGrain>(archive.Uuid.Value)
            .InvalidateAsync("it is damaged", default);
        await lapse.Shield.Grains.GetGrain<IJobGrain>(trial.Job.Value)
            .DeleteAsync(EditCondition.None, default);
        await lapse.Shield.Grains.GetGrain<IStoreGrain>(archive.Store.Uuid.Value)
            .DeleteAsync(EditCondition.None, default);

        await lapse.PassAsync(Hour * 2);

        var gone = await Lapse.UntilAsync(trial, archive, ArchiveStatus.Purged);
        Assert.Equal("it is damaged; expired: its retention of 1 hour ended", gone.PurgeReason);
        Assert.Empty(trial.Blobs);
    }

    private static async Task<ArchiveRow> BackUpAgainAsync(Trial trial, ArchiveRow first)
    {
        var task = await trial.Shield.RunJobAsync(trial.Job);
        Assert.Equal(TaskPhase.Done, task.Status);
        return (await trial.ArchivesAsync()).Single(archive => archive.Task == task.Uuid && archive != first);
    }

    private static async Task<string> WarningAsync(Trial trial) =>
        (await trial.Shield.Catalog.FindJobAsync(trial.Job, CancellationToken.None))!.Warning;
}

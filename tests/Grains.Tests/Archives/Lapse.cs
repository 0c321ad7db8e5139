using Shield.Domain.Archives;
using Shield.Domain.Tasks;
using Shield.Grains.Archives;
using Shield.Testing;

namespace Shield.Grains.Tests.Archives;

/// <summary>A service in which days pass when a test says so.</summary>
public sealed class Lapse : IAsyncLifetime
{
    private ShieldCluster? _shield;

    public ShieldCluster Shield => _shield!;

    public TestClock Clock { get; } = new();

    public async ValueTask InitializeAsync() =>
        _shield = await ShieldCluster.StartAsync(change: Clock.GiveToGrains);

    public async ValueTask DisposeAsync() => await Shield.DisposeAsync();

    public Trial Try() => new(Shield);

    /// <summary>Lets time pass, and what is due happen.</summary>
    public Task PassAsync(TimeSpan span)
    {
        Clock.Advance(span);
        return SweepAsync();
    }

    public Task SweepAsync() =>
        Shield.Grains.GetGrain<IArchiveSweepGrain>(0).SweepAsync(CancellationToken.None);

    /// <summary>Waits until an archive stands so.</summary>
    public static async Task<ArchiveRow> UntilAsync(Trial trial, ArchiveRow archive, ArchiveStatus status)
    {
        var row = archive;
        await ShieldCluster.UntilAsync(
            async () => (row = await trial.ArchiveAsync(archive.Uuid)).Status == status,
            () => $"the archive is {row.Status}: {row.PurgeReason}");
        return row;
    }

    /// <summary>The purges that were tried of an archive's blob, the newest first.</summary>
    public async Task<IReadOnlyList<TaskRow>> PurgesAsync(ArchiveRow archive) =>
    [
        .. (await Shield.ListTasksAsync())
            .Where(task => task.Op is TaskKind.Purge && task.Archive == archive.Uuid),
    ];
}

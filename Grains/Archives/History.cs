using Microsoft.Extensions.Logging;
using Shield.Domain.Archives;
using Shield.Grains.Jobs;
using Shield.Grains.Tasks;

namespace Shield.Grains.Archives;

/// <summary>Forgets what has been over for long enough, a little at a time, each by its own grain.</summary>
internal sealed class History(
    IGrainFactory grains,
    IArchiveUpkeep upkeep,
    ISlotBook slots,
    HistoryLimits limits,
    TimeProvider clock,
    ILogger logger)
{
    /// <summary>How many tasks, and how many archives, one sweep forgets: 12,000 an hour of each.</summary>
    private const int PerSweepMax = 200;

    /// <summary>How many slots: what seven thousand jobs settle that are due every minute.</summary>
    private const int SlotsPerSweepMax = 7000;

    private readonly GrainRound _round = new(logger);

    /// <summary>Forgets some; the next sweep goes on.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (endedBefore, purgedBefore) = (now - limits.Tasks, now - limits.PurgedArchives);
        await slots.ForgetAsync(endedBefore, SlotsPerSweepMax, cancellationToken);
        var tasks = await upkeep.ListOldTasksAsync(endedBefore, PerSweepMax, cancellationToken);
        await _round.AskAsync("task", tasks.Select(task => task.Value), id =>
            grains.GetGrain<ITaskGrain>(id).ForgetAsync(endedBefore, cancellationToken));

        var archives = await upkeep.ListOldArchivesAsync(purgedBefore, PerSweepMax, cancellationToken);
        await _round.AskAsync("archive", archives.Select(archive => archive.Value), id =>
            grains.GetGrain<IArchiveGrain>(id).ForgetAsync(purgedBefore, cancellationToken));
        if (tasks.Count + archives.Count > 0) logger.HistoryForgotten(tasks.Count, archives.Count);
    }
}

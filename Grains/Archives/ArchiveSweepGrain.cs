using Microsoft.Extensions.Logging;
using Shield.Domain.Archives;
using Shield.Grains.Jobs;
using Shield.Grains.Tasks;

namespace Shield.Grains.Archives;

/// <summary>Walks, every minute, over what an index says is due, in pages. It remembers nothing: whatever was
/// not seen to is due again at the next tick, so late, doubled and lost ticks do no harm.</summary>
internal sealed class ArchiveSweepGrain(
    IArchiveUpkeep upkeep,
    IStoreCheckBook checks,
    ISlotBook slots,
    HistoryLimits history,
    TimeProvider clock,
    ILogger<ArchiveSweepGrain> logger)
    : Grain, IArchiveSweepGrain, IRemindable
{
    private const string Reminder = "archives";

    /// <summary>The shortest period that reminders have; no archive outlives its time by much more.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>How long one sweep may go on; another one follows at once when there is more to do.</summary>
    private static readonly TimeSpan SweepTimeMax = TimeSpan.FromSeconds(15);

    /// <summary>How many rows are read at a time.</summary>
    private const int PageRows = 200;

    /// <summary>How many purges an agent has to do at a time: enough to keep it busy, and few enough that its
    /// queue stays short when a million archives end at once.</summary>
    private const int PurgesPerAgentMax = 100;

    /// <summary>How long until a check of a store that did not come to its end is started again.</summary>
    private static readonly TimeSpan CheckPause = TimeSpan.FromHours(1);

    /// <summary>How many checks of stores are started at a time.</summary>
    private const int ChecksMax = 4;

    /// <summary>How soon an agent that has purged gets more to purge.</summary>
    private static readonly TimeSpan PurgePeriod = TimeSpan.FromSeconds(10);

    /// <summary>How long after the last one that was asked for nobody looks so often any more.</summary>
    private static readonly TimeSpan PurgeCalm = TimeSpan.FromMinutes(2);

    private readonly GrainRound _round = new(logger);
    private long? _lastPurge;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(PurgeMoreAsync, new() { DueTime = PurgePeriod, Period = PurgePeriod });
        return Task.CompletedTask;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await this.RegisterOrUpdateReminder(Reminder, Period, Period, cancellationToken);
        // What became due while nothing ran does not wait for the first tick; nor does whoever starts this.
        this.AsReference<IArchiveSweepGrain>().SweepAsync(CancellationToken.None).Ignore();
    }

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var budget = new SweepBudget(clock, SweepTimeMax);
        var due = await EndTimesAsync(budget, cancellationToken);
        var purges = await PurgeAsync(cancellationToken);
        await StartChecksAsync(cancellationToken);
        await new History(GrainFactory, upkeep, slots, history, clock, logger).ForgetAsync(cancellationToken);
        if (due + purges > 0) logger.ArchivesSwept(due, purges);
        if (!budget.IsSpent) return;
        this.AsReference<IArchiveSweepGrain>().SweepAsync(CancellationToken.None).Ignore();
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) =>
        TryAsync(() => SweepAsync(CancellationToken.None));

    private Task PurgeMoreAsync(CancellationToken cancellationToken) =>
        _lastPurge is { } last && clock.GetElapsedTime(last) < PurgeCalm
            ? TryAsync(() => PurgeAsync(cancellationToken))
            : Task.CompletedTask;

    private async Task TryAsync(Func<Task> sweep)
    {
        try
        {
            await sweep();
        }
        catch (Exception away) when (Trouble.IsPassing(away))
        {
            logger.NotSwept(away);
        }
    }

    private async Task<int> EndTimesAsync(SweepBudget budget, CancellationToken cancellationToken)
    {
        var (now, after, seen) = (clock.GetUtcNow(), PagePlace.Start, 0);
        while (!budget.IsSpent)
        {
            var page = await upkeep.ListDueAsync(now, after, PageRows, cancellationToken);
            var toEnd = page.Where(due => !ExpiryRules.MustWait(due.IsLast, due.WarnedAt, now)).ToArray();
            await EndAsync(toEnd, cancellationToken);
            seen += toEnd.Length;
            if (page.Count < PageRows) break;
            after = new PagePlace(page[^1].DueAt, page[^1].Archive.Value);
        }

        return seen;
    }

    /// <summary>Those of one target one after the other: each asks whether it is the last, and must see what
    /// became of the one before.</summary>
    private async Task EndAsync(IEnumerable<DueArchive> page, CancellationToken cancellationToken)
    {
        foreach (var chunk in page.GroupBy(due => due.Target).Chunk(GrainRound.AtOnceMax))
        {
            await Task.WhenAll(chunk.Select(EndOneByOneAsync));
        }

        async Task EndOneByOneAsync(IEnumerable<DueArchive> ofOneTarget)
        {
            foreach (var due in ofOneTarget)
            {
                await _round.AskOneAsync("archive", due.Archive.Value, id =>
                    GrainFactory.GetGrain<IArchiveGrain>(id).EndTimeAsync(cancellationToken));
            }
        }
    }

    private async Task<int> PurgeAsync(CancellationToken cancellationToken)
    {
        var page = await upkeep.ListPurgesAsync(
            clock.GetUtcNow(), PurgesPerAgentMax, PageRows, cancellationToken);
        await _round.AskAsync("archive", page.Select(archive => archive.Value), id =>
            GrainFactory.GetGrain<IArchiveGrain>(id).RepeatPurgeAsync(cancellationToken));
        if (page.Count > 0) _lastPurge = clock.GetTimestamp();
        return page.Count;
    }

    /// <summary>Started, not awaited: a list may take hours.</summary>
    private async Task StartChecksAsync(CancellationToken cancellationToken)
    {
        var due = await checks.TakeDueAsync(clock.GetUtcNow(), CheckPause, ChecksMax, cancellationToken);
        foreach (var view in due)
        {
            GrainFactory.GetGrain<IStoreCheckGrain>(view.Store.Value, view.Agent.Value, null)
                .CheckAsync(CancellationToken.None)
                .Ignore();
        }
    }
}

using Microsoft.Extensions.Logging;
using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Archives;
using Shield.Domain.Plugins;
using Shield.Domain.Tasks;
using Shield.Grains.Stores;
using Shield.Grains.Tasks;
using Shield.Grains.Workers;

namespace Shield.Grains.Archives;

/// <summary>Reads a store's list once, part by part. Only a list that is whole, of a store that says that all
/// is well, and that is credible, has any meaning for archives that are not in it.</summary>
internal sealed class StoreCheckGrain(
    IStoreCheckBook book,
    IAgentDirectory agents,
    IWorkers workers,
    TaskLimits limits,
    TimeProvider clock,
    ILogger<StoreCheckGrain> logger)
    : Grain, IStoreCheckGrain
{
    private static readonly TimeSpan Period = TimeSpan.FromDays(1);

    /// <summary>How soon a check is repeated that found anything wrong.</summary>
    private static readonly TimeSpan RepeatPeriod = TimeSpan.FromHours(1);

    /// <summary>How many blobs one check has removed; the next one comes soon.</summary>
    private const int RemovalsMax = 100;

    /// <summary>How many archives are called invalid at a time.</summary>
    private const int PageRows = 200;

    private readonly GrainRound _round = new(logger);

    private StoreView View
    {
        get
        {
            var store = this.GetPrimaryKey(out var agent);
            return new StoreView(new StoreId(store), AgentAddress.Parse(agent)!.Value);
        }
    }

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var view = View;
        if (agents.Find(view.Agent) is null) return;
        var startedAt = clock.GetUtcNow();
        try
        {
            var store = await GrainFactory.GetGrain<IStoreGrain>(view.Store.Value)
                .SnapshotAsync(cancellationToken);
            if (!await IsUsableAsync(view, store, cancellationToken)) return;
            var list = new BlobSurvey(book, limits, startedAt, clock.GetUtcNow());
            var blobs = workers.Of(view.Agent).ListBlobsAsync(store, cancellationToken);
            await list.ReadAsync(blobs, cancellationToken);
            await RemoveAsync(view, store, list, cancellationToken);
            await ConcludeAsync(view, startedAt, list, cancellationToken);
        }
        catch (Exception away) when (Trouble.IsPassing(away) || away is ShieldException)
        {
            logger.StoreNotChecked(view.Store, view.Agent, away);
        }
    }

    private async Task<bool> IsUsableAsync(
        StoreView view, PluginCall store, CancellationToken cancellationToken)
    {
        var report = await workers.Of(view.Agent).ValidateAsync(store, PluginPart.Store, cancellationToken);
        if (report.Verdict is CheckVerdict.Invalid)
        {
            logger.StoreUnusable(view.Store, view.Agent, report.Words);
        }
        else if (report.Verdict is CheckVerdict.Unknown)
        {
            // Of protocol 1: it cannot list, and never will until its plugin is another one.
            await book.EndAsync(view, null, "", clock.GetUtcNow() + Period, cancellationToken);
        }

        return report.Verdict is CheckVerdict.Valid;
    }

    private async Task RemoveAsync(
        StoreView view, PluginCall store, BlobSurvey list, CancellationToken cancellationToken)
    {
        if (list.Strangers > 0) logger.StrangeBlobs(view.Store, view.Agent, list.Strangers, list.OneStranger);
        foreach (var (archive, key) in list.Orphans.Take(RemovalsMax))
        {
            logger.OrphanFound(view.Store, view.Agent, key);
            var plan = new PipelinePlan.Purge
            {
                Archive = archive, Agent = view.Agent, Store = store, Key = key,
            };
            await GrainFactory.GetGrain<ITaskGrain>(Guid.NewGuid()).RequestAsync(
                new TaskDefinition(
                    TaskDefinition.OwnerSystem,
                    TaskKind.Purge,
                    null,
                    null,
                    view.Store,
                    plan,
                    Domain.Jobs.JobDefinition.PriorityMax),
                cancellationToken);
        }
    }

    private async Task ConcludeAsync(
        StoreView view, DateTimeOffset startedAt, BlobSurvey list, CancellationToken cancellationToken)
    {
        var (expected, missing) = await book.CountAsync(view, startedAt, cancellationToken);
        var verdict = BlobRules.Judge(expected, missing, list.Listed);
        if (verdict is ListVerdict.Incredible)
        {
            var trouble = BlobRules.Disbelief(expected, missing);
            logger.ListIncredible(view.Store, view.Agent, trouble);
            await EndAsync(null, trouble, RepeatPeriod);
            return;
        }

        var lastWholeAt = await book.FindLastWholeAsync(view, cancellationToken);
        if (verdict is ListVerdict.SomeGone)
        {
            logger.BlobsMissed(view.Store, view.Agent, missing, expected);
            if (BlobRules.Confirms(lastWholeAt, startedAt))
            {
                await InvalidateAsync(view, lastWholeAt!.Value, startedAt, cancellationToken);
            }
        }

        var isQuiet = verdict is ListVerdict.AllThere && list.Orphans.Count <= RemovalsMax;
        var isTooSoon = startedAt - lastWholeAt < BlobRules.ConfirmedAfter && startedAt >= lastWholeAt;
        await EndAsync(isTooSoon ? null : startedAt, "", isQuiet ? Period : RepeatPeriod);

        Task EndAsync(DateTimeOffset? wholeAt, string trouble, TimeSpan pause) =>
            book.EndAsync(view, wholeAt, trouble, clock.GetUtcNow() + pause, cancellationToken);
    }

    /// <summary>What neither this check nor the whole one before it has seen.</summary>
    private async Task InvalidateAsync(
        StoreView view,
        DateTimeOffset lastWholeAt,
        DateTimeOffset startedAt,
        CancellationToken cancellationToken)
    {
        var reason = BlobRules.Vanished(lastWholeAt, startedAt);
        var page = await book.ListMissingAsync(view, lastWholeAt, PageRows, cancellationToken);
        await _round.AskAsync("archive", page.Select(archive => archive.Value), id =>
            GrainFactory.GetGrain<IArchiveGrain>(id).InvalidateAsync(reason, cancellationToken));
    }

}

using Microsoft.Extensions.Logging;
using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Tasks;
using Shield.Grains.Workers;

namespace Shield.Grains.Tasks;

/// <summary>Decides whose turn it is on one agent. Its memory is a cache of the catalog.</summary>
/// <remarks>Thousands may wait: whoever comes is looked at alone, and whoever goes makes room for one.
/// </remarks>
internal sealed class AgentQueueGrain(
    ICatalog catalog,
    IAgentDirectory agents,
    TaskLimits limits,
    Turnstile turnstile,
    TimeProvider clock,
    ILogger<AgentQueueGrain> logger)
    : Grain, IAgentQueueGrain
{
    /// <summary>How often a queue that holds looks again: an agent may have come, a turn may be lost.
    /// </summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(15);

    /// <summary>How long a task waits before its log says for what; most get their turn sooner.</summary>
    private static readonly TimeSpan TellAfter = TimeSpan.FromSeconds(1);

    private readonly Dictionary<TaskId, QueueTicket> _waiting = [];
    private readonly Dictionary<TaskId, QueueTicket> _running = [];
    private readonly HashSet<TaskId> _granting = [];
    private readonly Dictionary<TaskId, string> _told = [];
    private bool _tellsSoon;
    private bool _tellsAgain;
    private Task _telling = Task.CompletedTask;

    private AgentAddress Agent => AgentAddress.Parse(this.GetPrimaryKeyString())!.Value;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await LookIntoCatalogAsync(cancellationToken);
        this.RegisterGrainTimer(RepairAsync, new() { DueTime = LookAgain, Period = LookAgain });
    }

    public Task EnqueueAsync(QueueTicket ticket, CancellationToken cancellationToken)
    {
        if (!_running.ContainsKey(ticket.Task)) _waiting[ticket.Task] = ticket;

        // Nobody else can have been waiting for a place that is free.
        if (agents.Find(Agent)?.Workers is { } workers && WhyWait(ticket, workers) is null) Dispatch();
        else TellSoon();
        return Task.CompletedTask;
    }

    public Task ReleaseAsync(TaskId task, CancellationToken cancellationToken)
    {
        Forget(task);
        Dispatch();
        return Task.CompletedTask;
    }

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        await RepairAsync(cancellationToken);
        foreach (var task in _running.Keys.ToArray()) Of(task).CheckAsync(CancellationToken.None).Ignore();
    }

    /// <summary>Repairs what was lost on the way, and what time has changed.</summary>
    private async Task RepairAsync(CancellationToken cancellationToken)
    {
        await LookIntoCatalogAsync(cancellationToken);
        Dispatch();
        Tell();
        var now = clock.GetUtcNow();
        var late = _waiting.Values.Where(ticket => now - ticket.RequestedAt > limits.Deadline);
        foreach (var ticket in late.ToArray())
        {
            Of(ticket.Task).CheckAsync(CancellationToken.None).Ignore();
        }
    }

    private async Task LookIntoCatalogAsync(CancellationToken cancellationToken)
    {
        var had = _running.Keys.Except(_granting).ToHashSet();
        var unfinished = await catalog.ListUnfinishedAsync(Agent, cancellationToken);
        var known = unfinished.Select(task => task.Ticket.Task).ToHashSet();
        var over = _waiting.Keys.Concat(_running.Keys).Where(task => !known.Contains(task));
        foreach (var task in over.ToArray()) Forget(task);

        foreach (var task in unfinished)
        {
            if (task.Running) _running.TryAdd(task.Ticket.Task, task.Ticket);
            else if (had.Contains(task.Ticket.Task)) TakeBack(task.Ticket);
            else if (!_running.ContainsKey(task.Ticket.Task)) _waiting[task.Ticket.Task] = task.Ticket;
        }
    }

    /// <summary>Grants turns as long as there is a free worker and somebody who can have it.</summary>
    private void Dispatch()
    {
        while (agents.Find(Agent)?.Workers is { } workers && _running.Count < workers)
        {
            var able = _waiting.Values.Where(ticket => WhyWait(ticket, workers) is null);
            if (QueueRules.Next(able, clock.GetUtcNow()) is not { } next) return;
            Grant(next);
        }
    }

    private string? WhyWait(QueueTicket ticket, int? workers)
    {
        if (workers is null) return $"agent {Agent} to connect";
        var busy = _running.Count;
        if (busy >= workers) return $"a free worker on {Agent}: {busy} of {workers} are busy";
        return ticket.Target is not null && _running.Values.Any(other => other.Target == ticket.Target)
            ? "another task of the same target to end"
            : null;
    }

    private void Grant(QueueTicket ticket)
    {
        _waiting.Remove(ticket.Task);
        _told.Remove(ticket.Task);
        _running[ticket.Task] = ticket;
        // Fired, not awaited: the task calls back into this queue, and two that await each other never end.
        _granting.Add(ticket.Task);
        _ = GrantAsync(ticket);
    }

    private async Task GrantAsync(QueueTicket ticket)
    {
        try
        {
            await Of(ticket.Task).TakeTurnAsync(CancellationToken.None);
        }
        catch (Exception away)
        {
            // Whatever it was, the turn is not lost: the next look grants it again.
            logger.TurnNotTaken(this.GetPrimaryKeyString(), ticket.Task, away);
            TakeBack(ticket);
        }
        finally
        {
            _granting.Remove(ticket.Task);
        }
    }

    /// <summary>It has not taken its turn: it waits again.</summary>
    private void TakeBack(QueueTicket ticket)
    {
        if (_running.Remove(ticket.Task)) _waiting[ticket.Task] = ticket;
    }

    private void TellSoon()
    {
        if (_tellsSoon) return;
        _tellsSoon = true;
        this.RegisterGrainTimer(
            () =>
            {
                _tellsSoon = false;
                Tell();
                return Task.CompletedTask;
            },
            new() { DueTime = TellAfter, Period = Timeout.InfiniteTimeSpan });
    }

    /// <summary>Lets those that wait say in their logs for what, unless they have said so.</summary>
    /// <remarks>Not awaited: thousands may wait, and meanwhile turns are granted.</remarks>
    private void Tell()
    {
        _tellsAgain = true;
        if (_telling.IsCompleted) _telling = TellAllAsync();
    }

    private async Task TellAllAsync()
    {
        while (_tellsAgain)
        {
            _tellsAgain = false;
            await TellOnceAsync();
        }
    }

    private async Task TellOnceAsync()
    {
        foreach (var ticket in _waiting.Values.ToArray())
        {
            if (!_waiting.ContainsKey(ticket.Task)) continue;
            if (WhyWait(ticket, agents.Find(Agent)?.Workers) is not { } reason) continue;
            if (_told.GetValueOrDefault(ticket.Task) == reason) continue;
            using var turn = await turnstile.EnterLaterAsync();
            await TellAsync(ticket.Task, reason);
        }
    }

    private async Task TellAsync(TaskId task, string reason)
    {
        try
        {
            await Of(task).NoteWaitingAsync(reason, CancellationToken.None);
            if (_waiting.ContainsKey(task)) _told[task] = reason;
        }
        catch (Exception away) when (Trouble.IsPassing(away) || away is ShieldException)
        {
            // It is told at the next look.
            logger.NotTold(this.GetPrimaryKeyString(), task, away);
        }
    }

    private void Forget(TaskId task)
    {
        _waiting.Remove(task);
        _running.Remove(task);
        _told.Remove(task);
    }

    private ITaskGrain Of(TaskId task) => GrainFactory.GetGrain<ITaskGrain>(task.Value);
}

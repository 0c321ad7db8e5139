using Microsoft.Extensions.Logging;
using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Tasks;
using Shield.Grains.Workers;

namespace Shield.Grains.Tasks;

/// <summary>Decides whose turn it is on one agent. Its memory is a cache of the catalog.</summary>
internal sealed class AgentQueueGrain(
    ICatalog catalog, IAgentDirectory agents, TimeProvider clock, ILogger<AgentQueueGrain> logger)
    : Grain, IAgentQueueGrain
{
    /// <summary>How often a queue that holds looks again: an agent may have come, a task may have
    /// aged.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(15);

    private readonly Dictionary<TaskId, QueueTicket> _waiting = [];
    private readonly Dictionary<TaskId, QueueTicket> _running = [];
    private readonly Dictionary<TaskId, string> _told = [];

    private AgentAddress Agent => AgentAddress.Parse(this.GetPrimaryKeyString())!.Value;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var task in await catalog.ListUnfinishedAsync(Agent, cancellationToken))
        {
            (task.Running ? _running : _waiting)[task.Ticket.Task] = task.Ticket;
        }

        this.RegisterGrainTimer(Dispatch, new() { DueTime = LookAgain, Period = LookAgain });
    }

    public Task EnqueueAsync(QueueTicket ticket, CancellationToken cancellationToken)
    {
        if (!_running.ContainsKey(ticket.Task)) _waiting[ticket.Task] = ticket;
        return Dispatch();
    }

    public Task ReleaseAsync(TaskId task, CancellationToken cancellationToken)
    {
        Forget(task);
        return Dispatch();
    }

    private Task Dispatch()
    {
        var workers = agents.FindWorkers(Agent);
        foreach (var ticket in QueueRules.InOrder(_waiting.Values, clock.GetUtcNow()).ToArray())
        {
            if (WhyWait(ticket, workers) is { } reason) Tell(ticket.Task, reason);
            else Grant(ticket);
        }

        return Task.CompletedTask;
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
        _ = GrantAsync(ticket);
    }

    private async Task GrantAsync(QueueTicket ticket)
    {
        try
        {
            await GrainFactory.GetGrain<ITaskGrain>(ticket.Task.Value).TakeTurnAsync(CancellationToken.None);
        }
        catch (Exception away) when (Trouble.IsPassing(away) || away is ShieldException)
        {
            logger.TurnNotTaken(this.GetPrimaryKeyString(), ticket.Task, away);
            if (_running.Remove(ticket.Task)) _waiting[ticket.Task] = ticket;
        }
    }

    private void Tell(TaskId task, string reason)
    {
        if (_told.GetValueOrDefault(task) == reason) return;
        _told[task] = reason;
        GrainFactory.GetGrain<ITaskGrain>(task.Value)
            .NoteWaitingAsync(reason, CancellationToken.None)
            .Ignore();
    }

    private void Forget(TaskId task)
    {
        _waiting.Remove(task);
        _running.Remove(task);
        _told.Remove(task);
    }
}

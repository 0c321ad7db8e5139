using Microsoft.Extensions.Logging;
using Shield.Domain.Tasks;
using Shield.Grains.Workers;

namespace Shield.Grains.Tasks;

/// <summary>Keeps an ear on the worker of one task, and says when its attempt is lost.</summary>
internal sealed class AttemptWatch(IAgentDirectory agents, TimeProvider clock, ILogger logger)
{
    /// <summary>How long a worker may be silent or out of reach. It ends its own processes after three
    /// minutes
    /// without an answer, so that none is left when this has passed.</summary>
    private static readonly TimeSpan SilenceMax = TimeSpan.FromMinutes(5);

    private DateTimeOffset _heardAt = clock.GetUtcNow();
    private int _orderedAgain;
    private bool _isOurs;
    private bool _hasReported;

    /// <summary>Whether a process of the present attempt may have been started. A worker starts none before
    /// it has reported, and nobody but this can have heard it, since the attempt began under its eyes.
    /// </summary>
    public bool MayHaveBegun => _hasReported || !_isOurs;

    /// <summary>An attempt begins.</summary>
    public void Began()
    {
        Heard();
        (_isOurs, _hasReported) = (true, false);
    }

    /// <summary>The worker has reported.</summary>
    public void Reported()
    {
        Heard();
        _hasReported = true;
    }

    private void Heard() => _heardAt = clock.GetUtcNow();

    /// <summary>Why the present attempt will never report again; null while it may.</summary>
    /// <param name="task">Whose attempt.</param>
    /// <param name="worker">Has it.</param>
    /// <param name="order">Orders it from the worker; an order can be repeated.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string?> WhyLostAsync(
        TaskState task, IWorker worker, Func<Task> order, CancellationToken cancellationToken)
    {
        var agent = task.Plan!.Agent;
        var isSilent = clock.GetUtcNow() - _heardAt > SilenceMax;
        if (agents.Find(agent) is not { } facts)
        {
            if (!MayHaveBegun) return $"agent {agent} had gone before it began";

            // A restore is not repeated: whoever waits for it is told at once.
            var isOver = task is { Op: TaskKind.Restore, RanOn: { } run } && agents.IsOver(run);
            return isOver ? $"agent {agent} has died" : isSilent ? $"agent {agent} is away" : null;
        }

        if (task.RanOn is { } ran && ran.Silo != facts.Run.Silo)
        {
            // In the same home nothing is left of what the other run had started; of another nobody knows.
            if (ran.Home == facts.Run.Home) return $"agent {agent} has been restarted";
            return isSilent ? $"agent {agent} is another one now" : null;
        }

        try
        {
            if (await worker.KnowsAsync(task.Uuid, task.Attempt, cancellationToken)) return null;
            if (_orderedAgain == task.Attempt) return $"agent {agent} knows nothing of it";

            // This very process never got the order: whoever saved that it starts died before saying so.
            _orderedAgain = task.Attempt;
            await order();
            return null;
        }
        catch (Exception away) when (Trouble.IsPassing(away))
        {
            logger.Unreached(task.Uuid, "the worker", away);
            return isSilent ? $"agent {agent} does not answer" : null;
        }
    }
}

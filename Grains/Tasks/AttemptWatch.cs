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

    /// <summary>The worker has spoken, or has just been spoken to.</summary>
    public void Heard() => _heardAt = clock.GetUtcNow();

    /// <summary>Why the present attempt will never report again; null while it may.</summary>
    public async Task<string?> WhyLostAsync(
        TaskState task, IWorker worker, CancellationToken cancellationToken)
    {
        var agent = task.Plan!.Agent;
        var isSilent = clock.GetUtcNow() - _heardAt > SilenceMax;
        if (agents.Find(agent) is not { } facts)
        {
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
            var isKnown = await worker.KnowsAsync(task.Uuid, task.Attempt, cancellationToken);
            return isKnown ? null : $"agent {agent} knows nothing of it";
        }
        catch (Exception away) when (Trouble.IsPassing(away))
        {
            logger.Unreached(task.Uuid, "the worker", away);
            return isSilent ? $"agent {agent} does not answer" : null;
        }
    }
}

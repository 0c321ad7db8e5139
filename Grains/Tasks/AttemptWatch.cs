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
        if (agents.Find(agent) is null) return isSilent ? $"agent {agent} is away" : null;

        try
        {
            var isKnown = await worker.KnowsAsync(task.Uuid, task.Attempt, cancellationToken);
            return isKnown ? null : $"agent {agent} has been restarted";
        }
        catch (Exception away) when (Trouble.IsPassing(away))
        {
            logger.Unreached(task.Uuid, "the worker", away);
            return isSilent ? $"agent {agent} does not answer" : null;
        }
    }
}

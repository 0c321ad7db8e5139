using Microsoft.Extensions.Logging;
using Shield.Domain;
using Shield.Grains.Tasks;

namespace Shield.Grains.Jobs;

/// <summary>Wakes jobs, some at a time. One that cannot be woken now is woken again later.</summary>
internal sealed class JobWaker(IGrainFactory grains, ILogger logger)
{
    /// <summary>How many are woken at the same time.</summary>
    private const int AtOnceMax = 64;

    public async Task WakeAsync(IEnumerable<JobId> jobs, CancellationToken cancellationToken)
    {
        foreach (var chunk in jobs.Chunk(AtOnceMax))
        {
            await Task.WhenAll(chunk.Select(job => WakeAsync(job, cancellationToken)));
        }
    }

    private async Task WakeAsync(JobId job, CancellationToken cancellationToken)
    {
        try
        {
            await grains.GetGrain<IJobGrain>(job.Value).WakeAsync(cancellationToken);
        }
        catch (Exception away) when (Trouble.IsPassing(away) || away is ShieldException)
        {
            logger.NotWoken(job, away);
        }
    }
}

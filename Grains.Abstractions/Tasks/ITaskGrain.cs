using Shield.Domain;
using Shield.Domain.Tasks;
using Shield.Grains.Workers;

namespace Shield.Grains.Tasks;

/// <summary>One task, keyed by its UUID. Refuses with <see cref="ShieldException"/>.</summary>
[Alias("shield.ITaskGrain")]
public interface ITaskGrain : IGrainWithGuidKey
{
    /// <summary>Saves it as pending and queues it. Repeating it is fine; only the first counts.</summary>
    [Alias("Request")]
    Task RequestAsync(TaskDefinition definition, CancellationToken cancellationToken);

    /// <summary>Records the wish to end it; the processes are stopped, then it is canceled. A conflict when
    /// it
    /// is over, when its blob is confirmed, or for a purge.</summary>
    [Alias("Cancel")]
    Task CancelAsync(CancellationToken cancellationToken);

    /// <summary>Its agent has a place for it: it starts, unless it is no longer pending.</summary>
    [Alias("TakeTurn")]
    Task TakeTurnAsync(CancellationToken cancellationToken);

    /// <summary>Writes into its log what it waits for.</summary>
    [Alias("NoteWaiting")]
    Task NoteWaitingAsync(string reason, CancellationToken cancellationToken);

    /// <summary>What its worker has to say. Repeats are recognised by number, strangers by attempt.</summary>
    [Alias("Report")]
    Task<ReportAnswer> ReportAsync(WorkerReport report, CancellationToken cancellationToken);

    /// <summary>Compares it with the truth and goes on from there: queues it again, finds its attempt lost,
    /// or
    /// ends it at its deadline. For the janitor and its own watchdog.</summary>
    [Alias("Check")]
    Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>Forgets it and its log, if it ended before that moment. Repeating it is fine.</summary>
    [Alias("Forget")]
    Task ForgetAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken);
}

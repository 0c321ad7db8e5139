namespace Shield.Grains.Tasks;

/// <summary>One for all, key 0: compares what is written with what is true, and repairs.</summary>
[Alias("shield.IJanitorGrain")]
public interface IJanitorGrain : IGrainWithIntegerKey
{
    /// <summary>Looks at everything that is unfinished, now, and again every ten minutes from then
    /// on.</summary>
    [Alias("Sweep")]
    Task SweepAsync(CancellationToken cancellationToken);

    /// <summary>Silos have come or gone: lets every queue look at what waits and runs on its agent.</summary>
    [Alias("WakeQueues")]
    Task WakeQueuesAsync(CancellationToken cancellationToken);
}

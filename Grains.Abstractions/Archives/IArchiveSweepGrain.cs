namespace Shield.Grains.Archives;

/// <summary>One for all, key 0: ends the time of archives and sees to it that their blobs go.</summary>
[Alias("shield.IArchiveSweepGrain")]
public interface IArchiveSweepGrain : IGrainWithIntegerKey
{
    /// <summary>Sweeps now, and every minute from now on, whatever silo dies. Repeating it is fine.</summary>
    [Alias("Start")]
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Looks at what is due, now. Stops after a while and goes on by itself when there is more.
    /// </summary>
    [Alias("Sweep")]
    Task SweepAsync(CancellationToken cancellationToken);
}

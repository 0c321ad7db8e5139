namespace Shield.Grains.Archives;

/// <summary>Compares what a store lists with the archives that should be in it, on one of the agents that
/// write to it; keyed by the store's UUID and the agent's host:port.</summary>
[Alias("shield.IStoreCheckGrain")]
public interface IStoreCheckGrain : IGrainWithGuidCompoundKey
{
    /// <summary>Checks, now: asks for the removal of blobs that belong to nobody, and calls archives invalid
    /// whose blobs two checks have missed. Takes as long as the list does; whoever does not wait loses
    /// nothing.</summary>
    [Alias("Check")]
    Task CheckAsync(CancellationToken cancellationToken);
}

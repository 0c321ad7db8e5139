namespace Shield.Silo.Catalog;

/// <summary>A lock that nobody else could want.</summary>
internal sealed class NoLock : IAsyncDisposable
{
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

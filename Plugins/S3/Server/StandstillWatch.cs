namespace Shield.Plugins.S3.Server;

/// <summary>Cancels a request on which nothing moves any more.</summary>
internal sealed class StandstillWatch : IDisposable
{
    private TimeSpan _patience;
    private readonly CancellationTokenSource _source;

    /// <param name="patience">How long nothing may move.</param>
    /// <param name="cancellationToken">Cancels it besides.</param>
    public StandstillWatch(TimeSpan patience, CancellationToken cancellationToken)
    {
        _patience = patience;
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _source.CancelAfter(patience);
    }

    public CancellationToken Token => _source.Token;

    public bool HasFired => _source.IsCancellationRequested;

    /// <summary>Something moved.</summary>
    public void Progress() => _source.CancelAfter(_patience);

    /// <summary>What comes now may take longer.</summary>
    public void Extend(TimeSpan patience)
    {
        _patience = patience;
        Progress();
    }

    /// <summary>Says what the cancellation meant.</summary>
    public Exception Translate(Exception fault) => fault is OperationCanceledException
        ? new TimeoutException($"nothing moved for {_patience.TotalSeconds} s", fault)
        : fault;

    public void Dispose() => _source.Dispose();
}

using Shield.Plugins.S3.Server;

namespace Shield.Plugins.S3.Uploads;

/// <summary>Where an upload goes.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Name">The object's whole name.</param>
/// <param name="Begun">When; locks count from then.</param>
internal sealed record UploadTarget(Bucket Bucket, string Name, DateTimeOffset Begun)
{
    /// <summary>After SIGTERM the process has four seconds.</summary>
    private static readonly TimeSpan HurriedCleanUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan CleanUp = TimeSpan.FromSeconds(60);

    /// <summary>How long removing what was begun may take.</summary>
    public CancellationTokenSource CleanUpDeadline(CancellationToken stop) =>
        new(stop.IsCancellationRequested ? HurriedCleanUp : CleanUp, Bucket.Clock);
}

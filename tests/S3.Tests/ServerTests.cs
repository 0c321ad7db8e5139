using Amazon.S3.Model;
using Shield.Servers;

namespace Shield.Plugins.S3.Tests;

/// <summary>Tests that need the real server.</summary>
public abstract class ServerTests : IAsyncLifetime
{
    private CephServer? _server;
    private Sandbox? _box;

    protected CephServer Server => _server!;

    protected Sandbox Box => _box!;

    public virtual async ValueTask InitializeAsync()
    {
        _server = await CephServer.SharedAsync();
        _box = new Sandbox(_server);
        using var bucket = _box.Bucket();
        await bucket.S3.PutBucketAsync(new PutBucketRequest
        {
            BucketName = bucket.Name, ObjectLockEnabledForBucket = HasObjectLock,
        });
    }

    public virtual ValueTask DisposeAsync()
    {
        _box?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected virtual bool HasObjectLock => false;
}

using System.Text.Json.Nodes;
using Amazon.S3.Model;

namespace Shield.Plugins.S3.Tests;

public sealed class LockTests : ServerTests
{
    protected override bool HasObjectLock => true;

    private JsonObject Locked => Box.Endpoint(e =>
    {
        e["object_lock_mode"] = "GOVERNANCE";
        e["object_lock_days"] = 3;
    });

    [Theory]
    [InlineData(5)]
    [InlineData(20_000_000)]
    public async Task A_locked_archive_cannot_be_purged_and_stays_readable(int bytes)
    {
        var key = Box.Good(Locked, $"\"$s3\" validate; noise {bytes} >data; store <data");

        var (exit, _, errors) = Box.Run(Locked, $"\"$s3\" purge -k {key}");

        Assert.Equal(4, exit);
        Assert.Contains("remove what locks the object", errors, StringComparison.Ordinal);
        Box.Good(Locked, $"\"$s3\" retrieve -k {key} | cmp - data; \"$s3\" list | grep -q {key}");
        using var bucket = Box.Bucket();
        var found = await bucket.S3.GetObjectMetadataAsync(bucket.Name, "some/where/" + key);
        Assert.Equal("GOVERNANCE", found.ObjectLockMode.Value);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        Assert.InRange(
            found.ObjectLockRetainUntilDate!.Value.ToUniversalTime(), now.AddDays(2.9), now.AddDays(3.1));
    }

    [Fact]
    public async Task A_bucket_that_locks_by_itself_is_told_by_validate()
    {
        using var bucket = Box.Bucket();
        await bucket.S3.PutObjectLockConfigurationAsync(new PutObjectLockConfigurationRequest
        {
            BucketName = bucket.Name,
            ObjectLockConfiguration = new ObjectLockConfiguration
            {
                ObjectLockEnabled = "Enabled",
                Rule = new() { DefaultRetention = new() { Mode = "GOVERNANCE", Days = 1 } },
            },
        });

        var (exit, _, errors) = Box.Run(Box.Endpoint(), "\"$s3\" validate");

        Assert.Equal(4, exit);
        Assert.Contains("is left in the bucket: remove it", errors, StringComparison.Ordinal);
    }
}

using Amazon.S3.Model;

namespace Shield.Plugins.S3.Tests;

public sealed class PurgeTests : ServerTests
{
    [Fact]
    public void A_purge_may_be_repeated_and_takes_no_other_object_with_it()
    {
        var output = Box.Good("""
            key=$(echo x | store)
            echo other >other
            for name in "${key}0" "$key.old" notes; do
              s3cmd --config="$PWD/s3cfg" -q put other "s3://$bucket/some/where/$name"
            done
            "$s3" purge -k "$key"; "$s3" purge -k "$key"
            objects | sed "s,$key,KEY,"
            """);

        Assert.Equal(
            $"s3://{Box.BucketName}/some/where/KEY.old\ns3://{Box.BucketName}/some/where/KEY0\n"
                + $"s3://{Box.BucketName}/some/where/notes",
            output);
    }

    [Theory]
    [InlineData("Enabled")]
    [InlineData("Suspended")]
    public async Task Where_versions_are_kept_every_one_of_the_archive_goes_and_no_mark_stays(string status)
    {
        using var bucket = Box.Bucket();
        await bucket.S3.PutBucketVersioningAsync(new PutBucketVersioningRequest
        {
            BucketName = bucket.Name, VersioningConfig = new() { Status = "Enabled" },
        });
        await bucket.S3.PutBucketVersioningAsync(new PutBucketVersioningRequest
        {
            BucketName = bucket.Name, VersioningConfig = new() { Status = status },
        });
        var key = Box.Good("noise 20000000 | store");
        Box.Good("echo kept | store");
        // Somebody hid it, as by a plain delete.
        await bucket.S3.DeleteObjectAsync(bucket.Name, "some/where/" + key);

        Box.Good($"\"$s3\" purge -k {key}; \"$s3\" purge -k {key}");

        var left = await bucket.S3.ListVersionsAsync(bucket.Name);
        Assert.Single(left.Versions);
        Assert.DoesNotContain(key, left.Versions[0].Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_versions_are_kept_a_failed_store_leaves_none()
    {
        using var bucket = Box.Bucket();
        await bucket.S3.PutBucketVersioningAsync(new PutBucketVersioningRequest
        {
            BucketName = bucket.Name, VersioningConfig = new() { Status = "Enabled" },
        });

        Box.Run(Box.Endpoint(), """
            exec 3> >(true); wait $!
            echo x | "$s3" store >&3
            """);

        Assert.Empty((await bucket.S3.ListVersionsAsync(bucket.Name)).Versions ?? []);
    }
}

using Amazon.S3.Model;
using Shield.Plugins.S3.Server;

namespace Shield.Plugins.S3.Tests;

/// <summary>Removes everything of a test's bucket: the server keeps it in memory.</summary>
internal static class Emptying
{
    public static async Task RunAsync(Bucket bucket)
    {
        var inBucket = new ListVersionsRequest { BucketName = bucket.Name };
        var uploads = await bucket.S3.ListMultipartUploadsAsync(bucket.Name);
        foreach (var upload in uploads.MultipartUploads ?? [])
            await bucket.S3.AbortMultipartUploadAsync(bucket.Name, upload.Key, upload.UploadId);
        ListVersionsResponse page;
        do
        {
            page = await bucket.S3.ListVersionsAsync(inBucket);
            await Parallel.ForEachAsync(page.Versions ?? [], async (version, token) =>
                await bucket.S3.DeleteObjectAsync(
                    new DeleteObjectRequest
                    {
                        BucketName = bucket.Name,
                        Key = version.Key,
                        VersionId = version.VersionId,
                        BypassGovernanceRetention = true,
                    },
                    token));
            (inBucket.KeyMarker, inBucket.VersionIdMarker) = (page.NextKeyMarker, page.NextVersionIdMarker);
        }
        while (page.IsTruncated == true);
        await bucket.S3.DeleteBucketAsync(bucket.Name);
    }
}

using System.Text;
using Amazon.S3.Model;
using Shield.Plugins.S3.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.S3.Objects;

/// <summary>Tries every right that store, retrieve, list and purge need, by a tiny object that is removed
/// again, and says everything that is missing.</summary>
internal sealed class Validation
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("a trial of Shield; may be removed\n");

    private readonly Bucket _bucket;
    private readonly string _name;
    private readonly List<string> _missing = [];
    private bool _isAboutRights;

    private Validation(Bucket bucket)
    {
        _bucket = bucket;
        _name = $"{bucket.Prefix}shield-trial-{Guid.NewGuid():D}";
    }

    public static async Task RunAsync(Bucket bucket, CancellationToken cancellationToken)
    {
        var trial = new Validation(bucket);
        try
        {
            await trial.TryAllAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(3), bucket.Clock);
            await Removal.RunAsync(bucket, trial._name, deadline.Token);
            throw;
        }

        if (trial._missing.Count > 0)
            throw new PluginException(PluginExit.Failed, string.Join('\n', trial._missing));
        if (bucket.Keeping.IsFrozen)
            bucket.Say($"warning: objects of this {S3Fields.StorageClass} must be thawed before a restore");
        if (bucket.Address.Service.Scheme == Uri.UriSchemeHttp)
            bucket.Say($"warning: {S3Fields.UseTls} is no: archives travel in clear");
        bucket.Say($"the bucket '{bucket.Name}' can be stored to, read, listed and purged");
    }

    private async Task TryAllAsync(CancellationToken cancellationToken)
    {
        // Whatever says that the way or the account is wrong would only be said again by the others.
        var isStored = await TryAsync("store (s3:PutObject)", PutAsync, cancellationToken);
        if (_missing.Count > 0 && !_isAboutRights) return;
        await TryAsync("list (s3:ListBucket)", ListAsync, cancellationToken);
        await TryAsync("list uploads (s3:ListBucketMultipartUploads)", ListUploadsAsync, cancellationToken);
        if (!isStored) return;
        await TryAsync("retrieve (s3:GetObject)", GetAsync, cancellationToken);
        await TryAsync(
            "store in parts, or give that up (s3:AbortMultipartUpload)", PartsAsync, cancellationToken);
        if (!await TryAsync(
            "purge (s3:DeleteObject, s3:DeleteObjectVersion, s3:ListBucketVersions)",
            token => Removal.RunAsync(_bucket, _name, token), cancellationToken))
            _missing.Add($"the trial object '{_name}' is left in the bucket: remove it");
    }

    private async Task<bool> TryAsync(
        string right, Func<CancellationToken, Task> attempt, CancellationToken cancellationToken)
    {
        try
        {
            await attempt(cancellationToken);
            return true;
        }
        catch (RequestFailure failure)
        {
            _isAboutRights = failure.IsForbiddenHere;
            _missing.Add(_isAboutRights
                ? $"the account may not {right}: give it the right, see docs/plugins/s3.md"
                : failure.Message);
            return false;
        }
        catch (PluginException failure)
        {
            _missing.Add(failure.Message);
            return false;
        }
    }

    private Task PutAsync(CancellationToken cancellationToken) => _bucket.Attempts.RunBrieflyAsync(
        "store",
        async watch =>
        {
            using var bytes = new MemoryStream(Content);
            // Without a lock, which would keep it from being removed.
            return await _bucket.S3.PutObjectAsync(
                _bucket.Keeping.Apply(
                    new PutObjectRequest
                    {
                        BucketName = _bucket.Name,
                        Key = _name,
                        InputStream = bytes,
                        MD5Digest = Md5.Text(Content),
                        UseChunkEncoding = _bucket.IsChunked,
                    },
                    lockedFrom: null),
                watch.Token);
        },
        cancellationToken);

    private async Task GetAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[RangeSource.RangeBytes];
        var source = new RangeSource(_bucket, _name);
        var count = await source.BeginAsync(buffer, cancellationToken);
        if (!buffer.AsSpan(0, count).SequenceEqual(Content))
            throw new PluginException(
                PluginExit.Failed,
                "the server gives back something else than what it was sent: set "
                + $"{S3Fields.ChunkedEncoding} to no");
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = _bucket.Name, Prefix = _name };
        await _bucket.Attempts.RunBrieflyAsync(
            "list", watch => _bucket.S3.ListObjectsV2Async(request, watch.Token), cancellationToken);
    }

    private async Task ListUploadsAsync(CancellationToken cancellationToken) =>
        await Uploads.LeftOvers.OfAsync(_bucket, _name, cancellationToken);

    private async Task PartsAsync(CancellationToken cancellationToken)
    {
        var begun = await _bucket.Attempts.RunBrieflyAsync(
            "store in parts",
            watch => _bucket.S3.InitiateMultipartUploadAsync(
                _bucket.Keeping.Apply(
                    new InitiateMultipartUploadRequest { BucketName = _bucket.Name, Key = _name },
                    lockedFrom: null),
                watch.Token),
            cancellationToken);
        await _bucket.Attempts.RunBrieflyAsync(
            "give up what is stored in parts",
            watch => _bucket.S3.AbortMultipartUploadAsync(
                new AbortMultipartUploadRequest
                {
                    BucketName = _bucket.Name, Key = _name, UploadId = begun.UploadId,
                },
                watch.Token),
            cancellationToken);
    }
}

using System.Runtime.CompilerServices;
using Shield.Plugins.S3.Objects;
using Shield.Plugins.S3.Server;
using Shield.Plugins.S3.Uploads;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.S3;

/// <summary>A bucket of an S3 server, as a place for archives.</summary>
internal sealed class S3Plugin : IStorePlugin
{
    public PluginInfo Info { get; } = new()
    {
        Name = "S3",
        Author = "The Shield authors",
        Version = typeof(S3Plugin).Assembly.GetName().Version?.ToString(3) ?? "0",
        Fields = S3Fields.All,
    };

    public async Task<StoredObject> StoreAsync(PluginCall call, CancellationToken cancellationToken)
    {
        using var bucket = Of(call);
        call.EnlargeInput();
        return await InWordsAsync(
            Upload.RunAsync(bucket, call.Input, call.ArchiveUuid ?? Guid.NewGuid(), cancellationToken));
    }

    public async Task RetrieveAsync(PluginCall call, string key, CancellationToken cancellationToken)
    {
        using var bucket = Of(call);
        call.EnlargeOutput();
        await InWordsAsync(
            Retrieval.RunAsync(bucket, ObjectKey.Parse(key), call.Output, cancellationToken));
    }

    public async Task PurgeAsync(PluginCall call, string key, CancellationToken cancellationToken)
    {
        using var bucket = Of(call);
        await InWordsAsync(
            Removal.RunAsync(bucket, bucket.NameOf(ObjectKey.Parse(key)), cancellationToken));
    }

    public async IAsyncEnumerable<ListedObject> ListAsync(
        PluginCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var bucket = Of(call);
        await using var objects = Listing.WalkAsync(bucket, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await InWordsAsync(objects.MoveNextAsync().AsTask())) yield return objects.Current;
    }

    public async Task ValidateAsync(PluginCall call, CancellationToken cancellationToken)
    {
        using var bucket = Of(call);
        await Validation.RunAsync(bucket, cancellationToken);
    }

    private static Bucket Of(PluginCall call) => Bucket.Of(call.Endpoint, call.Clock, call.Say);

    private static async Task<T> InWordsAsync<T>(Task<T> work)
    {
        await InWordsAsync((Task)work);
        return await work;
    }

    private static async Task InWordsAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (RequestFailure failure)
        {
            throw new PluginException(PluginExit.Failed, failure.Message);
        }
    }
}

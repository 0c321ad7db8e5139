using Shield.Api.Contracts;
using Shield.Api.Contracts.Archives;

namespace Shield.Api.Client;

/// <summary>Which of them to list; what is null filters nothing.</summary>
/// <param name="Target">Archives of this target.</param>
/// <param name="Store">Archives in this store.</param>
/// <param name="Status">valid, expired, purged or invalid.</param>
/// <param name="After">Taken on or after this day (<c>YYYYMMDD</c>, UTC) or RFC 3339 moment.</param>
/// <param name="Before">Taken on or before this day or moment.</param>
/// <param name="Limit">At most so many, 1 to 1000, the newest.</param>
public sealed record ArchiveFilter(
    Guid? Target,
    Guid? Store,
    string? Status,
    string? After,
    string? Before,
    int? Limit)
{
    /// <summary>All of them.</summary>
    public static readonly ArchiveFilter None = new(null, null, null, null, null, null);

    internal string Path => new Query("v1/archives")
        .Add("target", Target)
        .Add("store", Store)
        .Add("status", Status)
        .Add("after", After)
        .Add("before", Before)
        .Add("limit", Limit)
        .ToString();
}

public sealed partial class ShieldClient
{
    /// <summary>GET /v1/archives, newest first.</summary>
    public Task<Answer<ArchiveBody[]>> ListArchivesAsync(
        ArchiveFilter filter, CancellationToken cancellationToken) =>
        GetAsync(filter.Path, WireJson.Default.ArchiveBodyArray, cancellationToken);

    /// <summary>GET /v1/archive/:uuid.</summary>
    public Task<Answer<ArchiveBody>> ShowArchiveAsync(Guid uuid, CancellationToken cancellationToken) =>
        GetAsync($"v1/archive/{uuid:D}", WireJson.Default.ArchiveBody, cancellationToken);

    /// <summary>POST /v1/archive/:uuid/restore: overwrites the target's data, and answers with the task to
    /// follow.</summary>
    public Task<Answer<ScheduledBody>> RestoreArchiveAsync(
        Guid uuid, RestoreArchiveRequest request, CancellationToken cancellationToken) =>
        PostAsync(
            $"v1/archive/{uuid:D}/restore",
            request,
            WireJson.Default.RestoreArchiveRequest,
            WireJson.Default.ScheduledBody,
            cancellationToken);

    /// <summary>GET /v1/archive/:uuid/download: the very bytes that were backed up, as they come. When the
    /// connection breaks in the middle, what was written is a beginning, and this throws.</summary>
    /// <param name="uuid">Which one.</param>
    /// <param name="into">Where to; written to, and neither flushed nor closed.</param>
    /// <param name="progress">Is told how many bytes have been written so far.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was written: as many bytes as were announced. Whether they are the right ones is for
    /// the caller to compare.</returns>
    /// <exception cref="BrokenDownloadException">It broke off after it had begun.</exception>
    public async Task<Downloaded> DownloadArchiveAsync(
        Guid uuid, Stream into, Action<long> progress, CancellationToken cancellationToken)
    {
        using var response = await BeginDownloadAsync(uuid, cancellationToken);
        return await DownloadCopy.RunAsync(response, into, progress, cancellationToken);
    }

    /// <summary>DELETE /v1/archive/:uuid: expires it; a purge task removes the blob.</summary>
    public Task<Answer<OkBody>> DeleteArchiveAsync(Guid uuid, CancellationToken cancellationToken) =>
        DeleteAsync($"v1/archive/{uuid:D}", null, WireJson.Default.OkBody, cancellationToken);

    /// <summary>PUT /v1/archive/:uuid: replaces the notes beside it.</summary>
    /// <param name="uuid">Which one.</param>
    /// <param name="request">The notes; they may be empty.</param>
    /// <param name="tag">The ETag it must still have, or it is refused as stale; null for any.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<Answer<OkBody>> AnnotateArchiveAsync(
        Guid uuid, AnnotateArchiveRequest request, string? tag, CancellationToken cancellationToken) =>
        PutAsync(
            $"v1/archive/{uuid:D}",
            request,
            tag,
            WireJson.Default.AnnotateArchiveRequest,
            WireJson.Default.OkBody,
            cancellationToken);

    private async Task<HttpResponseMessage> BeginDownloadAsync(Guid uuid, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"v1/archive/{uuid:D}/download");
        try
        {
            return await GuardAsync(
                async () =>
                {
                    const HttpCompletionOption OnlyHeaders = HttpCompletionOption.ResponseHeadersRead;
                    var answer = await http.SendAsync(request, OnlyHeaders, cancellationToken);
                    if (answer.IsSuccessStatusCode) return answer;
                    using (answer)
                    {
                        var problem = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
                        throw Refusals.From(answer, problem);
                    }
                },
                cancellationToken);
        }
        catch (CoreUnreachableException lost) when (lost.WasConnected)
        {
            // It was cut off so early that not even its beginning arrived.
            throw new BrokenDownloadException(0, lost);
        }
    }
}

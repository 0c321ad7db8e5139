using Microsoft.AspNetCore.Http;
using Shield.Grains;

namespace Shield.Api.Endpoints.Archives;

/// <summary>What is said of a download before its first byte.</summary>
internal static class DownloadHeaders
{
    /// <summary>RFC 9530: the digest of the whole, for whoever wants to compare.</summary>
    private const string ReprDigest = "Repr-Digest";

    public static void Write(HttpResponse response, ArchiveRow archive)
    {
        var headers = response.Headers;
        response.ContentType = "application/octet-stream";
        response.ContentLength = archive.SizeBytes;
        headers.ContentDisposition = $"attachment; filename=\"{ArchiveFileName.Of(archive)}\"";
        headers.ETag = $"\"{archive.Sha256}\"";
        headers[ReprDigest] = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(archive.Sha256))}:";

        // It can only be read from its beginning, and nobody in between is to keep it.
        headers.AcceptRanges = "none";
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
    }
}

using System.Security.Cryptography;

namespace Shield.Api.Client;

/// <summary>What a download has written.</summary>
/// <param name="Bytes">How many.</param>
/// <param name="Sha256">Their SHA-256, 64 lower-case hex digits.</param>
public sealed record Downloaded(long Bytes, string Sha256);

/// <summary>A download broke off: what has been written is a beginning and must not be used. The message is
/// a lower-case fact.</summary>
/// <param name="bytes">How much has come.</param>
/// <param name="inner">What the network said.</param>
public sealed class BrokenDownloadException(long bytes, Exception inner)
    : Exception($"the download broke off after {bytes} bytes", inner);

/// <summary>Copies the body of an answer, and takes its digest on the way.</summary>
internal static class DownloadCopy
{
    private const int BufferBytes = 128 * 1024;

    public static async Task<Downloaded> RunAsync(
        HttpResponseMessage response, Stream into, Action<long> progress, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[BufferBytes];
        var bytes = 0L;
        int got;
        while ((got = await ReadAsync(body, buffer, bytes, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, got);
            await into.WriteAsync(buffer.AsMemory(0, got), cancellationToken);
            bytes += got;
            progress(bytes);
        }

        return new Downloaded(bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Only what the network does is a broken download; a full disk is something else.</summary>
    private static async Task<int> ReadAsync(
        Stream body, byte[] buffer, long bytes, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            throw new BrokenDownloadException(bytes, broken);
        }
    }
}

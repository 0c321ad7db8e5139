using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shield.Api.Endpoints.Audit;
using Shield.Grains;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Archives;

/// <summary>Sends a download. From its first byte on there is one way to say that it is not whole: to break
/// the connection before all that was announced has been sent.</summary>
internal sealed class DownloadAnswer(
    HttpContext context,
    DownloadFlow flow,
    ArchiveRow archive,
    TimeProvider clock,
    ILogger logger,
    CancellationToken stopping)
{
    /// <summary>How long a client may take for one piece before it is cut off.</summary>
    private static readonly TimeSpan PieceTimeMax = TimeSpan.FromMinutes(5);

    /// <summary>Sends it to its end, whatever that is.</summary>
    /// <param name="first">The first piece, which has come already.</param>
    /// <param name="end">Nobody wants it any more.</param>
    /// <returns>Its last piece.</returns>
    public async Task<DownloadPiece> SendAsync(DownloadPiece first, CancellationToken end)
    {
        var outcome = LateOutcome.Expect(context);
        DownloadHeaders.Write(context.Response, archive);
        var last = await TrySendAsync(first, end);
        if (last is DownloadPiece.Broken broken)
        {
            context.Abort();
            outcome.Words = $"cut off after {flow.Taken} of {archive.SizeBytes} bytes";
            logger.DownloadCut(archive.Uuid, flow.Taken, archive.SizeBytes, broken.Reason);
        }
        else
        {
            outcome.IsWhole = true;
        }

        return last;
    }

    private async Task<DownloadPiece> TrySendAsync(DownloadPiece first, CancellationToken end)
    {
        try
        {
            return await SendPiecesAsync(first, end);
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or IOException)
        {
            return Broken(stopping.IsCancellationRequested
                ? "the service is being stopped"
                : "the client left, or took nothing for too long");
        }
        catch (Exception gone) when (gone is ChannelClosedException or OrleansException or TimeoutException)
        {
            return Broken($"the agent has gone ({(gone.InnerException ?? gone).GetType().Name})");
        }
    }

    private async Task<DownloadPiece> SendPiecesAsync(DownloadPiece first, CancellationToken end)
    {
        // An archive without a byte has an answer, too.
        await context.Response.StartAsync(end);
        var piece = first;
        for (; piece is DownloadPiece.Bytes bytes; piece = await flow.NextAsync())
        {
            using var late = new CancellationTokenSource(PieceTimeMax, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, end);
            await context.Response.Body.WriteAsync(bytes.Content, either.Token);
            await flow.ConfirmAsync(bytes.Content.Length);
        }

        return piece;
    }

    private static DownloadPiece.Broken Broken(string reason) => new(reason, ArchiveDamaged: false);
}

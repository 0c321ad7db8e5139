using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Grains;
using Shield.Grains.Archives;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Archives;

/// <summary>GET /v1/archive/:uuid/download: the very bytes that were backed up. What does not come whole is
/// a problem as long as nothing has been sent, and a broken connection from then on: it never looks whole.
/// HEAD says what would come, and asks no agent.</summary>
internal sealed class DownloadArchiveEndpoint(
    IGrainFactory grains,
    ICatalog catalog,
    IAgentDirectory agents,
    IWorkers workers,
    IHostApplicationLifetime service,
    TimeProvider clock,
    ILogger<DownloadArchiveEndpoint> logger) : ShieldEndpoint
{
    public override void Configure() => Downloads(Operator, "/v1/archive/{uuid}/download")
        .Does("Downloads an archive: the very bytes that were backed up")
        .AnswersBytes()
        .Conflicts("when the archive is not valid, or its store cannot give it");

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.ReadId<ArchiveId>();
        var row = await catalog.FindArchiveAsync(id, cancellationToken)
            ?? throw ShieldException.NotFound("archive", id.Value);
        var archive = await grains.GetGrain<IArchiveGrain>(id.Value).SnapshotAsync(cancellationToken);
        if (HttpMethods.IsHead(context.Request.Method))
        {
            DownloadHeaders.Write(context.Response, row);
            await context.Response.StartAsync(cancellationToken);
            return;
        }

        if (agents.Find(archive.Agent) is null)
        {
            throw new ShieldException(
                Reason.Unavailable,
                $"agent {archive.Agent}, which reads this archive, is not connected",
                "start it, or edit the target's agent");
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, service.ApplicationStopping);
        var order = new DownloadOrder(
            Guid.NewGuid(), id, archive.Store, archive.Key, archive.SizeBytes, archive.Sha256);
        var worker = workers.Of(archive.Agent);
        await using var flow = new DownloadFlow(worker, order, end.Token);
        var first = await FirstAsync(flow, id);
        var stopping = service.ApplicationStopping;
        var last = await new DownloadAnswer(context, flow, row, clock, logger, stopping)
            .SendAsync(first, end.Token);
        await InvalidateAsync(last, id);
    }

    /// <summary>The first piece; nothing has been sent yet, so that trouble can still be explained.</summary>
    private async Task<DownloadPiece> FirstAsync(DownloadFlow flow, ArchiveId id)
    {
        try
        {
            var piece = await flow.NextAsync();
            if (piece is not DownloadPiece.Broken broken) return piece;
            await InvalidateAsync(broken, id);
            throw new ShieldException(
                Reason.Conflict,
                broken.Reason,
                broken.ArchiveDamaged
                    ? "take an older one: `shield list archives`"
                    : "correct the cause, or look at the store with `shield test store`");
        }
        catch (ChannelClosedException closed) when (closed.InnerException is EnumerationAbortedException)
        {
            throw new ShieldException(
                Reason.Unavailable, "the agent that reads this archive has gone", "try again in a moment");
        }
        catch (ChannelClosedException closed) when (closed.InnerException is { } fault)
        {
            // A refusal of the agent, or what the cluster says of its absence.
            ExceptionDispatchInfo.Throw(fault);
            throw;
        }
    }

    /// <summary>Like a restore that finds an archive damaged.</summary>
    private Task InvalidateAsync(DownloadPiece last, ArchiveId id) =>
        last is DownloadPiece.Broken { ArchiveDamaged: true } broken
            ? grains.GetGrain<IArchiveGrain>(id.Value).InvalidateAsync(broken.Reason, CancellationToken.None)
            : Task.CompletedTask;
}

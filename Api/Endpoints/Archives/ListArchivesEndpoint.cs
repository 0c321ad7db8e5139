using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts.Archives;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Domain.Archives;
using Shield.Grains;

namespace Shield.Api.Endpoints.Archives;

/// <summary>GET /v1/archives: what backups have made, the newest first.</summary>
internal sealed class ListArchivesEndpoint(ICatalog catalog) : ShieldEndpoint
{
    private static readonly QueryField<TargetId?> Target =
        QueryField.Id<TargetId>("target", "only those of this target");

    private static readonly QueryField<StoreId?> Store =
        QueryField.Id<StoreId>("store", "only those in this store");

    private static readonly QueryField<ArchiveStatus?> Status =
        QueryField.Word<ArchiveStatus>("status", "only those that stand so");

    public override void Configure() => Reads("/v1/archives")
        .Does("Lists archives, the newest first")
        .Takes([Target, Store, Status, CommonQueries.After, CommonQueries.Before, .. CommonQueries.Pages])
        .Lists<ArchiveBody>();

    protected override Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var query = QueryFields.Of(context);
        var (target, store) = (query.Read(Target), query.Read(Store));
        var status = query.Read(Status);
        var (from, until) = (query.Read(CommonQueries.After), query.Read(CommonQueries.Before));
        var page = PageRequest.NewestFirst(query);
        query.ThrowIfFaulty();

        var filter = new ArchiveFilter(target, store, status, from, until);
        return context.AnswerPageAsync(
            page,
            part => catalog.ListArchivesAsync(filter, part, cancellationToken),
            ArchiveBodyShape.List,
            cancellationToken);
    }
}

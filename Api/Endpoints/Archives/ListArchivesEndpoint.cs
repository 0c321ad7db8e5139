using Microsoft.AspNetCore.Http;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Domain.Archives;
using Shield.Grains;

namespace Shield.Api.Endpoints.Archives;

/// <summary>GET /v1/archives: what backups have made, the newest first.</summary>
internal sealed class ListArchivesEndpoint(ICatalog catalog) : ShieldEndpoint
{
    public override void Configure() => Reads("/v1/archives");

    protected override Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var query = new QueryFields(context.Request.Query);
        var (target, store) = (query.Id<TargetId>("target"), query.Id<StoreId>("store"));
        var status = query.Word<ArchiveStatus>("status");
        var (from, until) = (query.From("after"), query.Until("before"));
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

using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Audit;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Grains;
using Shield.Grains.Audit;

namespace Shield.Api.Endpoints.Audit;

/// <summary>GET /v1/audit: who has changed what, and who was refused, the newest first.</summary>
internal sealed class ListAuditEndpoint(IAuditBook book) : ShieldEndpoint
{
    private static readonly ListShape<AuditLine, AuditBody> Shape =
        new(line => new Place.Timed(line.At, line.Request), Show, WireJson.Wire.AuditBody);

    public override void Configure() => Reads(Admin, "/v1/audit");

    protected override Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var query = new QueryFields(context.Request.Query);
        var who = query.Text("who");
        var (from, until) = (query.From("after"), query.Until("before"));
        var page = PageRequest.NewestFirst(query);
        query.ThrowIfFaulty();

        var filter = new AuditFilter(who, from, until);
        return context.AnswerPageAsync(
            page, part => book.ListAsync(filter, part, cancellationToken), Shape, cancellationToken);
    }

    private static AuditBody Show(AuditLine line) => new(
        Uuid: line.Request,
        At: WireTime.Rfc3339(line.At),
        Who: line.Who,
        TokenUuid: line.Token?.Value,
        Role: line.Role is { } role ? WireWords.Of(role) : "",
        Method: line.Method,
        Path: line.Path,
        What: line.What,
        FromAddress: line.From,
        Status: line.Status,
        MadeUuid: line.Made);
}

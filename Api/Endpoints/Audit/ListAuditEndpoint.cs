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

    private static readonly QueryField<string?> Who =
        QueryField.Text("who", "only what this one has done: the name of a token");

    public override void Configure() => Reads(Admin, "/v1/audit")
        .Does("Lists who has changed what and who was refused, the newest first")
        .Takes([Who, CommonQueries.After, CommonQueries.Before, .. CommonQueries.Pages])
        .Lists<AuditBody>();

    protected override Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var query = QueryFields.Of(context);
        var who = query.Read(Who);
        var (from, until) = (query.Read(CommonQueries.After), query.Read(CommonQueries.Before));
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

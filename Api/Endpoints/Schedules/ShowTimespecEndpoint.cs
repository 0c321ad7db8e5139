using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Schedules;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Domain.Schedules;

namespace Shield.Api.Endpoints.Schedules;

/// <summary>GET /v1/timespec: what a text of the Timespec language means, and when that is next.</summary>
internal sealed class ShowTimespecEndpoint(ApiOptions options, TimeProvider clock) : ShieldEndpoint
{
    private const int CountDefault = 5;
    private const int CountMax = 100;

    public override void Configure() => Reads("/v1/timespec");

    protected override Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var query = new QueryFields(context.Request.Query);
        var text = query.Text("when");
        if (string.IsNullOrEmpty(text)) query.Faults.Missing("when");
        var when = string.IsNullOrEmpty(text) ? null : query.Faults.ReadTimespec("when", text);
        var zone = ReadZone(query);
        var after = query.Moment("after") ?? clock.GetUtcNow();
        var count = query.Number("count", 1, CountMax) ?? CountDefault;
        query.ThrowIfFaulty();

        var body = Preview(text!, when!, zone, after, count);
        return context.AnswerAsync(body, WireJson.Wire.TimespecBody, cancellationToken);
    }

    private static TimespecBody Preview(
        string text, Timespec when, TimeZoneInfo zone, DateTimeOffset after, int count)
    {
        var next = new List<DateTimeOffset>();
        while (next.Count < count && when.After(next.LastOrDefault(after), zone) is { } moment)
        {
            next.Add(moment);
        }

        return new TimespecBody(text, when.Canonical(), when.Describe(), when.Zone ?? zone.Id, next);
    }

    private TimeZoneInfo ReadZone(QueryFields query)
    {
        if (query.Text("zone") is not { } id) return options.Zone;
        if (TimeZones.Find(id) is { } zone) return zone;
        query.Faults.Wrong("zone", "is no time zone", "zones are called like Europe/Berlin");
        return options.Zone;
    }
}

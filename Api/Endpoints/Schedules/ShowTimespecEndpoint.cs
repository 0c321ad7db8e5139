using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Schedules;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Description;
using Shield.Api.Endpoints.Requests;
using Shield.Domain.Schedules;

namespace Shield.Api.Endpoints.Schedules;

/// <summary>GET /v1/timespec: what a text of the Timespec language means, and when that is next.</summary>
internal sealed class ShowTimespecEndpoint(ApiOptions options, TimeProvider clock) : ShieldEndpoint
{
    private const int CountDefault = 5;
    private const int CountMax = 100;

    private static readonly QueryField<string?> When = new(
        "when",
        "a text of the Timespec language",
        () => Schemas.Text(1, RequestLimits.QueryCharsMax, "daily 4am"),
        query => query.Text("when"))
    {
        IsRequired = true,
    };

    private static readonly QueryField<string?> Zone =
        QueryField.Text("zone", "the zone in which it is meant, if it names none", "Europe/Berlin");

    private static readonly QueryField<DateTimeOffset?> After =
        QueryField.Moment("after", "after which moment it is next; now when absent");

    private static readonly QueryField<int?> Count =
        QueryField.Number("count", "how many times", 1, CountMax);

    public override void Configure() => Reads("/v1/timespec")
        .Does("Shows what a text of the Timespec language means, and when that is next")
        .Takes(When, Zone, After, Count)
        .Answers<TimespecBody>();

    protected override Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var query = QueryFields.Of(context);
        var text = query.Read(When);
        if (string.IsNullOrEmpty(text)) query.Faults.Missing("when");
        var when = string.IsNullOrEmpty(text) ? null : query.Faults.ReadTimespec("when", text);
        var zone = ReadZone(query);
        var after = query.Read(After) ?? clock.GetUtcNow();
        var count = query.Read(Count) ?? CountDefault;
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
        if (query.Read(Zone) is not { } id) return options.Zone;
        if (TimeZones.Find(id) is { } zone) return zone;
        query.Faults.Wrong("zone", "is no time zone", "zones are called like Europe/Berlin");
        return options.Zone;
    }
}

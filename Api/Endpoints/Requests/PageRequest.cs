using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Shield.Grains;

namespace Shield.Api.Endpoints.Requests;

/// <summary>Reads which part of a list is asked for: <c>limit=</c> and <c>cursor=</c>.</summary>
internal static class PageRequest
{
    /// <summary>Of a list by name.</summary>
    public static Page ByName(QueryFields query) => Read<Place.Named>(query);

    /// <summary>Of a list with the newest first.</summary>
    public static Page NewestFirst(QueryFields query) => Read<Place.Timed>(query);

    private static Page Read<TPlace>(QueryFields query)
        where TPlace : Place
    {
        var limit = query.Read(CommonQueries.Limit);
        var text = query.Read(CommonQueries.Cursor);
        var after = text is null ? null : Cursor.Parse(text) as TPlace;
        if (text is not null && after is null)
        {
            query.Faults.Wrong(
                "cursor",
                "is not one that this service gave for this list",
                "follow the Link header of the page before; after an upgrade begin without a cursor");
        }

        return new Page(limit, after);
    }
}

/// <summary>A place in a list as a text that is fit for a query.</summary>
internal static class Cursor
{
    private const char Named = 'n', Timed = 't';

    private static readonly long MillisecondsMin = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long MillisecondsMax = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>A text that means this place.</summary>
    public static string Write(Place place) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(place switch
    {
        Place.Named named => $"{Named} {named.Uuid:d} {named.Name}",
        Place.Timed timed => string.Create(
            CultureInfo.InvariantCulture, $"{Timed} {timed.Uuid:d} {timed.At.ToUnixTimeMilliseconds()}"),
        _ => throw new ArgumentOutOfRangeException(nameof(place)),
    }));

    /// <summary>The place that this text means, or null.</summary>
    public static Place? Parse(string text)
    {
        if (!Base64Url.IsValid(text)) return null;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(' ', 3);
        if (parts.Length != 3 || WireText.ParseUuid(parts[1]) is not { } uuid) return null;
        return parts[0] switch
        {
            [Named] when !parts[2].Contains('\0', StringComparison.Ordinal) =>
                new Place.Named(parts[2], uuid),
            [Timed] when ParseMoment(parts[2]) is { } at => new Place.Timed(at, uuid),
            _ => null,
        };
    }

    private static DateTimeOffset? ParseMoment(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds >= MillisecondsMin && milliseconds <= MillisecondsMax
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
}

using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Shield.Api.Endpoints.Requests;

/// <summary>Which part of a list is asked for.</summary>
/// <param name="Limit">At most so many rows; null for all of them.</param>
/// <param name="After">Only what comes after this place; null for the beginning.</param>
internal sealed record PageRequest(int? Limit, Cursor? After)
{
    // Databases round moments; a little more than that keeps the row of the cursor in.
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);

    /// <summary>Reads <c>limit=</c> and <c>cursor=</c>.</summary>
    public static PageRequest Read(QueryFields query)
    {
        var limit = query.Read(CommonQueries.Limit);
        var text = query.Read(CommonQueries.Cursor);
        var after = text is null ? null : Cursor.Parse(text);
        if (text is not null && after is null)
        {
            query.Faults.Wrong(
                "cursor", "is not one that this service gave", "follow the Link header of the page before");
        }

        return new PageRequest(limit, after);
    }

    /// <summary>Before which moment the rows of this page can be, so that no newer ones are looked at again.
    /// </summary>
    /// <param name="asked">Before which moment the caller wants them; null for any.</param>
    public DateTimeOffset? Until(DateTimeOffset? asked)
    {
        if (After?.At is not { } at || at > DateTimeOffset.MaxValue - Rounding) return asked;
        return asked < at + Rounding ? asked : at + Rounding;
    }
}

/// <summary>A place in a list: the last row that was shown.</summary>
/// <param name="Uuid">Its id.</param>
/// <param name="Position">Where it stood, from 1; to go on from when the row is gone.</param>
/// <param name="At">By when the list is ordered, if it is ordered by a moment.</param>
internal sealed record Cursor(Guid Uuid, long Position, DateTimeOffset? At)
{
    /// <summary>The place that this text means, or null.</summary>
    public static Cursor? Parse(string text)
    {
        if (!Base64Url.IsValid(text)) return null;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(' ');
        if (parts.Length != 3 || WireText.ParseUuid(parts[0]) is not { } uuid) return null;
        if (!TryNumber(parts[1], out var position)) return null;
        if (parts[2].Length == 0) return new Cursor(uuid, position, null);
        return TryNumber(parts[2], out var ticks) && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new Cursor(uuid, position, new DateTimeOffset(ticks, TimeSpan.Zero))
            : null;
    }

    /// <summary>A text that means this place, fit for a query.</summary>
    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Uuid:d} {Position} {At?.UtcTicks}")));

    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

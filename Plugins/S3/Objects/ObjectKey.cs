using System.Globalization;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.S3.Objects;

/// <summary>The key of an archive: its object's name below the prefix,
/// <c>YYYY/MM/DD/YYYY-MM-DD-HHMMSS-UUID</c> in UTC.</summary>
internal sealed record ObjectKey
{
    private const string DayForm = "yyyy'/'MM'/'dd";
    private const string NameForm = "yyyy'-'MM'-'dd'-'HHmmss";
    private const int UuidChars = 36;

    private ObjectKey(string text) => Text = text;

    public string Text { get; }

    public static ObjectKey Make(DateTimeOffset now, Guid archive)
    {
        var utc = now.UtcDateTime;
        var day = utc.ToString(DayForm, CultureInfo.InvariantCulture);
        var name = utc.ToString(NameForm, CultureInfo.InvariantCulture);
        return new ObjectKey($"{day}/{name}-{archive:D}");
    }

    /// <summary>Takes a key from outside. Whatever has another form was not made here, and may be anybody's
    /// object.</summary>
    /// <exception cref="PluginException">It has another form.</exception>
    public static ObjectKey Parse(string text) => IsOurs(text)
        ? new ObjectKey(text)
        : throw new PluginException(
            PluginExit.Failed, "there is no object with this key: it has not the form of a key");

    /// <summary>Whether a name below the prefix has the form of a key.</summary>
    public static bool IsOurs(string text)
    {
        var segments = text.Split('/');
        if (segments.Length != 4 || segments[3].Length <= UuidChars) return false;
        var moment = segments[3][..^(UuidChars + 1)];
        return segments[3][^(UuidChars + 1)] == '-'
            && Guid.TryParseExact(segments[3][^UuidChars..], "D", out _)
            && DateTime.TryParseExact(
                moment, NameForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            && string.Join('/', segments[..3]) == time.ToString(DayForm, CultureInfo.InvariantCulture);
    }
}

using System.Globalization;
using Shield.Plugins.Fs.Native;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Fs.Store;

/// <summary>The key of a blob: its path below the base folder.</summary>
internal sealed record BlobKey
{
    private const string DayForm = "yyyy'/'MM'/'dd";
    private const string NameForm = "yyyy'-'MM'-'dd'-'HHmmss";
    private const int UuidChars = 36;

    private BlobKey(string text, string[] segments)
    {
        Text = text;
        Folders = [.. segments[..^1].Select(FileName.Of)];
        Name = FileName.Of(segments[^1]);
    }

    public string Text { get; }

    public IReadOnlyList<byte[]> Folders { get; }

    public byte[] Name { get; }

    /// <summary><c>YYYY/MM/DD/YYYY-MM-DD-HHMMSS-UUID</c>, in UTC.</summary>
    public static BlobKey Make(DateTimeOffset now, Guid archive)
    {
        var utc = now.UtcDateTime;
        var day = utc.ToString(DayForm, CultureInfo.InvariantCulture);
        var name = utc.ToString(NameForm, CultureInfo.InvariantCulture);
        return Parse($"{day}/{name}-{archive:D}");
    }

    /// <summary>Takes a key from outside; it can only lead to something below the base folder.</summary>
    /// <exception cref="PluginException">The key could lead elsewhere.</exception>
    public static BlobKey Parse(string text)
    {
        var segments = text.Split('/');
        // A segment that begins with a dot leads upwards, or to what is still being written.
        if (text.Contains('\0') || segments.Any(s => s.Length == 0 || s[0] == '.'))
            throw new PluginException(PluginExit.Failed, "the key is not a path below base_dir");
        return new BlobKey(text, segments);
    }

    /// <summary>Whether a path has the form of <see cref="Make"/>.</summary>
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

using System.Globalization;
using Shield.Grains;

namespace Shield.Api.Endpoints.Archives;

/// <summary>What a download is called where it is saved.</summary>
internal static class ArchiveFileName
{
    /// <summary>How much of the target's name goes into it, in characters.</summary>
    private const int NameCharsMax = 60;

    /// <summary>Digits of the UUID that go into it, as the command line shows them.</summary>
    private const int UuidChars = 8;

    /// <summary><c>docs-20260131T163015Z-9ee4b579</c>: letters and digits of ASCII, dots, dashes and
    /// underscores; no dot or dash begins it.</summary>
    public static string Of(ArchiveRow archive)
    {
        var name = archive.Target.Name;
        var safe = string.Concat(name.Take(NameCharsMax).Select(c => IsSafe(c) ? c : '-')).Trim('-', '.');
        var taken = archive.TakenAt.UtcDateTime.ToString(
            "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var uuid = archive.Uuid.ToString()[..UuidChars];
        return safe.Length == 0 ? $"archive-{taken}-{uuid}" : $"{safe}-{taken}-{uuid}";
    }

    private static bool IsSafe(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_';
}

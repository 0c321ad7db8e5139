using System.Text.RegularExpressions;
using Shield.Plugins.S3.Server;

namespace Shield.Plugins.S3.Uploads;

/// <summary>What the ETag of an object must be, where the server makes it of MD5s. Of encrypted objects it
/// may be anything.</summary>
internal static partial class EtagRule
{
    /// <summary>Whether an ETag contradicts what was sent at once.</summary>
    public static bool ContradictsWhole(string etag, byte[] md5) =>
        Whole().IsMatch(etag) && etag != Convert.ToHexStringLower(md5);

    /// <summary>Whether an ETag contradicts what was joined of parts.</summary>
    /// <param name="etag">Of the joined object.</param>
    /// <param name="partEtags">As the server gave them, in their order.</param>
    public static bool ContradictsParts(string etag, IReadOnlyList<string> partEtags)
    {
        // A server whose parts have other ETags makes the whole's in another way, too.
        if (!Parted().IsMatch(etag) || !partEtags.All(part => Whole().IsMatch(part))) return false;
        byte[] joined = [.. partEtags.SelectMany(Convert.FromHexString)];
        return etag != $"{Convert.ToHexStringLower(Md5.Of(joined))}-{partEtags.Count}";
    }

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex Whole();

    [GeneratedRegex("^[0-9a-f]{32}-[0-9]{1,5}$")]
    private static partial Regex Parted();
}

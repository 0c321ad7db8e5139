using System.Globalization;

namespace Shield.Api.Endpoints.Answers;

/// <summary>Moments as the resources show them.</summary>
internal static class WireTime
{
    /// <summary><c>YYYY-MM-DD HH:MM:SS</c> in UTC; empty when there is none.</summary>
    public static string Of(DateTimeOffset? moment) =>
        moment?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    /// <summary>RFC 3339 in UTC, to the second, as whatever is beyond the resources shows it; empty when
    /// there is none.</summary>
    public static string Rfc3339(DateTimeOffset? moment) =>
        moment?.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "";
}

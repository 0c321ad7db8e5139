using System.Globalization;

namespace Shield.Api.Endpoints.Answers;

/// <summary>Moments as the resources show them.</summary>
internal static class WireTime
{
    /// <summary><c>YYYY-MM-DD HH:MM:SS</c> in UTC; empty when there is none.</summary>
    public static string Of(DateTimeOffset? moment) =>
        moment?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";
}

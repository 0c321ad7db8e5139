using Shield.Api.Contracts;
using Shield.Api.Contracts.Audit;

namespace Shield.Api.Client;

/// <summary>Which of it to list; what is null filters nothing.</summary>
/// <param name="Who">The name of a token, or <c>anon</c>; the whole of it.</param>
/// <param name="After">A day (YYYYMMDD, UTC) or an RFC 3339 moment, included.</param>
/// <param name="Before">The same, for the end.</param>
/// <param name="Limit">At most so many, 1 to 1000, the newest.</param>
public sealed record AuditFilter(string? Who, string? After, string? Before, int? Limit)
{
    /// <summary>All of it.</summary>
    public static readonly AuditFilter None = new(null, null, null, null);

    internal string Path => new Query("v1/audit")
        .Add("who", Who)
        .Add("after", After)
        .Add("before", Before)
        .Add("limit", Limit)
        .ToString();
}

public sealed partial class ShieldClient
{
    /// <summary>GET /v1/audit: who has changed what, and who was refused, the newest first; for admins.
    /// </summary>
    public Task<Answer<AuditBody[]>> ListAuditAsync(
        AuditFilter filter, CancellationToken cancellationToken) =>
        GetAsync(filter.Path, WireJson.Default.AuditBodyArray, cancellationToken);
}

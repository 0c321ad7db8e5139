namespace Shield.Api.Contracts.Audit;

/// <summary>What is known of a request that changed something or was refused. <c>at</c> is RFC 3339 in UTC;
/// <c>who</c> is the name of the token, <c>anon</c> without one; <c>status</c> is that of the answer, null
/// when it is not known that there was one; <c>made_uuid</c> is what the request made.</summary>
public sealed record AuditBody(
    Guid Uuid,
    string At,
    string Who,
    Guid? TokenUuid,
    string Role,
    string Method,
    string Path,
    string What,
    string FromAddress,
    int? Status,
    Guid? MadeUuid);

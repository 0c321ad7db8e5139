namespace Shield.Api.Contracts.Retention;

/// <summary>A retention policy. <c>expires</c> is in seconds.</summary>
public sealed record RetentionBody(Guid Uuid, string Name, string Summary, long Expires);

/// <summary>Makes a retention policy. <c>expires</c> is in seconds, at least 3600.</summary>
public sealed record CreateRetentionRequest(string Name, string? Summary, long Expires);

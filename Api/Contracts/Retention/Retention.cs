namespace Shield.Api.Contracts.Retention;

/// <summary>A retention policy. <c>expires</c> is in seconds.</summary>
public sealed record RetentionBody(Guid Uuid, string Name, string Summary, long Expires);

/// <summary>Makes a retention policy. <c>expires</c> is in seconds, at least 3600.</summary>
public sealed record CreateRetentionRequest(string Name, string? Summary, long Expires);

/// <summary>Replaces a retention policy. <c>summary</c> must be there, and may be empty.</summary>
public sealed record EditRetentionRequest(string Name, string Summary, long Expires);

/// <summary>It is edited; <c>archives_kept</c> counts the archives whose expiry stays as it was.</summary>
public sealed record RetentionEditedBody(string Ok, long ArchivesKept);

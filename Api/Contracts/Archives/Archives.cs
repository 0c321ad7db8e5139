namespace Shield.Api.Contracts.Archives;

/// <summary>An archive. Times are <c>YYYY-MM-DD HH:MM:SS</c> in UTC; <c>status</c> is valid, expired, purged
/// or invalid.</summary>
public sealed record ArchiveBody(
    Guid Uuid,
    string StoreKey,
    string TakenAt,
    string ExpiresAt,
    string Notes,
    Guid StoreUuid,
    string StorePlugin,
    string StoreEndpoint,
    Guid TargetUuid,
    string TargetPlugin,
    string TargetEndpoint,
    string Key,
    string Status,
    string PurgeReason,
    string Agent,
    string StoreName,
    string TargetName,
    Guid JobUuid,
    string JobName,
    long SizeBytes,
    long StoredBytes,
    string Sha256,
    string StoredSha256,
    string Compression,
    string Encryption,
    Guid TaskUuid);

/// <summary>Asks for a restore. The whole body may be absent; without <c>target</c> the archive's own.
/// </summary>
public sealed record RestoreArchiveRequest(Guid? Target, string? Owner);

/// <summary>Replaces the notes beside an archive; they may be empty.</summary>
public sealed record AnnotateArchiveRequest(string Notes);

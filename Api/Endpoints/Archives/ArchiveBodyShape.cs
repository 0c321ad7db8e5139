using Shield.Api.Contracts;
using Shield.Api.Contracts.Archives;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Requests;
using Shield.Grains;

namespace Shield.Api.Endpoints.Archives;

/// <summary>What the wire shows of an archive.</summary>
internal static class ArchiveBodyShape
{
    private const string None = "none";

    /// <summary>How lists show it.</summary>
    public static ListShape<ArchiveRow, ArchiveBody> List { get; } =
        new(row => new Place.Timed(row.TakenAt, row.Uuid.Value), Of, WireJson.Wire.ArchiveBody);

    /// <summary>The body for a row.</summary>
    public static ArchiveBody Of(ArchiveRow row) => new(
        Uuid: row.Uuid.Value,
        StoreKey: row.StoreKey,
        TakenAt: WireTime.Of(row.TakenAt),
        ExpiresAt: WireTime.Of(row.ExpiresAt),
        Notes: row.Notes,
        StoreUuid: row.Store.Uuid.Value,
        StorePlugin: row.Store.Plugin,
        StoreEndpoint: row.Store.Endpoint,
        TargetUuid: row.Target.Uuid.Value,
        TargetPlugin: row.Target.Plugin,
        TargetEndpoint: row.Target.Endpoint,
        Key: row.StoreKey,
        Status: WireWords.Of(row.Status),
        PurgeReason: row.PurgeReason,
        Agent: row.Agent,
        StoreName: row.Store.Name,
        TargetName: row.Target.Name,
        JobUuid: row.Job.Value,
        JobName: row.JobName,
        SizeBytes: row.SizeBytes,

        // Blobs are neither compressed nor encrypted, so what is stored is the plain stream.
        StoredBytes: row.SizeBytes,
        Sha256: row.Sha256,
        StoredSha256: row.Sha256,
        Compression: None,
        Encryption: None,
        TaskUuid: row.Task.Value);
}

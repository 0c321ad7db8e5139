using Shield.Domain;

namespace Shield.Grains;

/// <summary>Remembers requests that came with a key, so that one that is sent again does nothing again,
/// whichever silo gets it, and whatever has been restarted meanwhile.</summary>
/// <remarks>It chooses the UUID of what a request makes, before the request is carried out. Whoever carries
/// it out again, after a crash or at the same moment, makes the same thing under the same UUID, which is no
/// second one. When the database is away every member refuses with
/// <see cref="Reason.Unavailable"/>.</remarks>
public interface IRequestLedger
{
    /// <summary>How long a request is remembered.</summary>
    static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    /// <summary>Finds a request, or notes it.</summary>
    /// <param name="key">A digest of its key.</param>
    /// <param name="fingerprint">A digest of all that it says.</param>
    /// <param name="now">The present; whatever is older than <see cref="Memory"/> is forgotten.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is known of the first request with this key; its fingerprint may be another.</returns>
    Task<NotedRequest> ClaimAsync(
        string key, string fingerprint, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Notes what a request was answered with; only the first answer counts.</summary>
    /// <param name="key">A digest of its key.</param>
    /// <param name="uuid">The UUID that was chosen for it.</param>
    /// <param name="answer">The body of its answer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task RecordAsync(string key, Guid uuid, string answer, CancellationToken cancellationToken);
}

/// <summary>A request that came with a key.</summary>
/// <param name="Fingerprint">A digest of all that it said.</param>
/// <param name="Uuid">The UUID of what it makes.</param>
/// <param name="Answer">The body it was answered with; null while it is not known to have succeeded.</param>
public sealed record NotedRequest(string Fingerprint, Guid Uuid, string? Answer);

using System.Collections.Concurrent;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tests.Fakes;

/// <summary>Remembers requests in memory, and forgets nothing.</summary>
internal sealed class FakeLedger : IRequestLedger
{
    public ConcurrentDictionary<string, NotedRequest> Requests { get; } = new();

    /// <summary>Whether answers can be noted.</summary>
    public bool IsAway { get; set; }

    public Task<NotedRequest> ClaimAsync(
        string key, string fingerprint, DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult(Requests.GetOrAdd(key, _ => new NotedRequest(fingerprint, Guid.NewGuid(), null)));

    public Task RecordAsync(string key, Guid uuid, string answer, CancellationToken cancellationToken)
    {
        if (IsAway) throw new ShieldException(Reason.Unavailable, "the catalog is away", "try again later");
        Requests[key] = Requests[key] with { Answer = answer };
        return Task.CompletedTask;
    }
}

using System.Collections.Concurrent;
using Shield.Domain;
using Shield.Grains;
using Shield.Grains.Audit;

namespace Shield.Api.Endpoints.Tests.Fakes;

/// <summary>The audit in memory, each line as it came.</summary>
internal sealed class FakeAudit : IAuditBook
{
    public ConcurrentQueue<AuditLine> Lines { get; } = new();

    /// <summary>After how many lines none can be noted any more.</summary>
    public int LinesMax { get; set; } = int.MaxValue;

    /// <summary>What it was last asked for.</summary>
    public AuditFilter? Filter { get; private set; }

    public Task AppendAsync(AuditLine line, CancellationToken cancellationToken)
    {
        if (Lines.Count >= LinesMax) throw new ShieldException(Reason.Unavailable, "the catalog is full", "");
        Lines.Enqueue(line);
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<AuditLine> ListAsync(
        AuditFilter filter, Page page, CancellationToken cancellationToken)
    {
        Filter = filter;
        return Lines.Reverse().Where(line => line.At < (filter.Until ?? DateTimeOffset.MaxValue))
            .Part(page, line => new Place.Timed(line.At, line.Request))
            .ToAsyncEnumerable();
    }
}

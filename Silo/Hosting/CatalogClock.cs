using Shield.Silo.Catalog;

namespace Shield.Silo.Hosting;

/// <summary>The clock of the catalog's server, as silos on several machines need one that they share: by the
/// machine's own, and by how much that is off.</summary>
/// <remarks>Reminders are kept as moments and rung by whichever silo answers for them, agents too: one whose
/// clock is wrong would ring them at the wrong time.</remarks>
public sealed class CatalogClock : TimeProvider
{
    /// <summary>How much of a difference is taken for none: reading another's clock takes time.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(500);

    private readonly CatalogDatabase _database;
    private readonly TimeProvider _own;
    private long _offsetTicks;

    private CatalogClock(CatalogDatabase database, TimeProvider own) => (_database, _own) = (database, own);

    /// <summary>By how much the machine's clock is behind.</summary>
    public TimeSpan Offset => new(Volatile.Read(ref _offsetTicks));

    /// <summary>Reads the server's clock for the first time.</summary>
    /// <returns>The machine's own clock where the catalog is embedded.</returns>
    /// <exception cref="System.Data.Common.DbException">The catalog is away.</exception>
    public static async Task<TimeProvider> OpenAsync(
        CatalogDatabase database, TimeProvider own, CancellationToken cancellationToken)
    {
        if (!database.IsShared) return own;
        var clock = new CatalogClock(database, own);
        await clock.ReadAsync(cancellationToken);
        return clock;
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => _own.GetUtcNow() + Offset;

    /// <summary>Reads the server's clock again.</summary>
    internal async Task ReadAsync(CancellationToken cancellationToken)
    {
        var start = _own.GetTimestamp();
        var there = await _database.ReadClockAsync(cancellationToken);
        var offset = there + (_own.GetElapsedTime(start) / 2) - _own.GetUtcNow();
        Volatile.Write(ref _offsetTicks, offset.Duration() < Tolerance ? 0 : offset.Ticks);
    }
}

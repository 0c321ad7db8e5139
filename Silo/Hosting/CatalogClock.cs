using Shield.Domain;
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

    /// <summary>By how much a clock may be off at the start. Members of the cluster write down when they
    /// were alive, and who has not for a minute and a half is taken for dead, by the machine's own
    /// clock.</summary>
    private static readonly TimeSpan OffsetMax = TimeSpan.FromSeconds(30);

    private readonly CatalogDatabase _database;
    private readonly TimeProvider _own;
    private long _offsetTicks;

    private CatalogClock(CatalogDatabase database, TimeProvider own) => (_database, _own) = (database, own);

    /// <summary>By how much the machine's clock is behind.</summary>
    public TimeSpan Offset => new(Volatile.Read(ref _offsetTicks));

    /// <summary>Reads the server's clock for the first time.</summary>
    /// <returns>The machine's own clock where the catalog is embedded.</returns>
    /// <exception cref="ShieldException">The machine's clock is so wrong that this silo would take others for
    /// dead (Conflict).</exception>
    /// <exception cref="System.Data.Common.DbException">The catalog is away.</exception>
    public static async Task<TimeProvider> OpenAsync(
        CatalogDatabase database, TimeProvider own, CancellationToken cancellationToken)
    {
        if (!database.IsShared) return own;
        var clock = new CatalogClock(database, own);
        await clock.ReadAsync(cancellationToken);
        return clock.Offset.Duration() <= OffsetMax ? clock : throw clock.TooWrong();
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => _own.GetUtcNow() + Offset;

    private ShieldException TooWrong() => new(
        Reason.Conflict,
        $"the clock of this machine is {Math.Abs(Offset.TotalSeconds):0} s "
            + $"{(Offset > TimeSpan.Zero ? "behind" : "ahead of")} that of the catalog {_database.Place}",
        "set it right, by NTP for instance: a silo with a wrong clock takes others for dead");

    /// <summary>Reads the server's clock again.</summary>
    internal async Task ReadAsync(CancellationToken cancellationToken)
    {
        var start = _own.GetTimestamp();
        var there = await _database.ReadClockAsync(cancellationToken);
        var offset = there + (_own.GetElapsedTime(start) / 2) - _own.GetUtcNow();
        Volatile.Write(ref _offsetTicks, offset.Duration() < Tolerance ? 0 : offset.Ticks);
    }
}

using Microsoft.Data.Sqlite;

namespace Shield.Silo.Catalog;

/// <summary>What an error of SQLite means to whoever asked.</summary>
internal static class SqliteTrouble
{
    private const int Perm = 3, Busy = 5, Locked = 6, NoMemory = 7, ReadOnly = 8, Io = 10, Corrupt = 11,
        Full = 13, CannotOpen = 14, Protocol = 15, NotADatabase = 26;

    private const int ForeignKeyExtended = 787, PrimaryKeyExtended = 1555, UniqueExtended = 2067;

    /// <summary>In a few words, when the database is away, locked, full or broken; null for any other error.
    /// </summary>
    public static string? WhenAway(SqliteException error) => error.SqliteErrorCode switch
    {
        Busy or Locked or Protocol => "locked by another program",
        Full => "out of disk space",
        Perm or ReadOnly => "not writable",
        Io or CannotOpen or NoMemory => "not readable",
        Corrupt or NotADatabase => "damaged",
        _ => null,
    };

    /// <summary>Whether something referred to what is not there, or was referred to and should have gone.
    /// </summary>
    public static bool IsForeignKey(SqliteException error) =>
        error.SqliteExtendedErrorCode is ForeignKeyExtended;

    /// <summary>Whether there may be only one such thing, and there is one.</summary>
    public static bool IsUnique(SqliteException error) =>
        error.SqliteExtendedErrorCode is UniqueExtended or PrimaryKeyExtended;
}

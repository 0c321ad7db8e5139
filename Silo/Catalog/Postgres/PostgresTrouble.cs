using Npgsql;

namespace Shield.Silo.Catalog;

/// <summary>What an error of PostgreSQL means to whoever asked.</summary>
internal static class PostgresTrouble
{
    /// <summary>In a few words, when the database is away, full or about to be; null for any other error.
    /// </summary>
    /// <remarks>Codes: PostgreSQL 15, appendix A.</remarks>
    public static string? WhenAway(NpgsqlException error) => error is not PostgresException answer
        ? "not reachable"
        : answer.SqlState switch
        {
            PostgresErrorCodes.DiskFull => "out of disk space",
            PostgresErrorCodes.TooManyConnections => "out of connections",
            PostgresErrorCodes.ReadOnlySqlTransaction => "not writable",
            PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
                or PostgresErrorCodes.LockNotAvailable => "busy",
            PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.UndefinedTable => "gone",
            { } code when Class(code) is "08" or "57" => "not reachable",
            PostgresErrorCodes.InsufficientPrivilege => "not open to this user",
            { } code when Class(code) is "28" => "not open to this user",
            { } code when Class(code) is "53" => "out of resources",
            { } code when Class(code) is "58" or "XX" => "damaged",
            _ => null,
        };

    /// <summary>Whether something referred to what is not there, or was referred to and should have gone.
    /// </summary>
    public static bool IsForeignKey(NpgsqlException error) =>
        error.SqlState is PostgresErrorCodes.ForeignKeyViolation;

    /// <summary>Whether there may be only one such thing, and there is one.</summary>
    public static bool IsUnique(NpgsqlException error) =>
        error.SqlState is PostgresErrorCodes.UniqueViolation;

    /// <summary>The server's own words, which hold no row and no password.</summary>
    public static string InWords(NpgsqlException error) => error switch
    {
        PostgresException answer => answer.MessageText,
        { InnerException: { } cause } => $"{error.Message.TrimEnd('.')} ({cause.Message.TrimEnd('.')})",
        _ => error.Message.TrimEnd('.'),
    };

    private static string Class(string code) => code[..2];
}

using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Shield.Domain;

namespace Shield.Silo.Catalog;

/// <summary>What an error of the catalog's database means to whoever asked.</summary>
public static class CatalogTrouble
{
    /// <summary>The refusal when the database is away, locked, full or broken; null for any other error.
    /// </summary>
    public static ShieldException? WhenAway(DbException error)
    {
        var what = error switch
        {
            SqliteException e => SqliteTrouble.WhenAway(e),
            NpgsqlException e => PostgresTrouble.WhenAway(e),
            _ => null,
        };
        return what is null
            ? null
            : new ShieldException(
                Reason.Unavailable, $"the catalog is {what}: {InWords(error)}", "try again later");
    }

    /// <summary>Whether something referred to what is not there, or was referred to and should have gone.
    /// </summary>
    public static bool IsForeignKey(DbException error) => error switch
    {
        SqliteException e => SqliteTrouble.IsForeignKey(e),
        NpgsqlException e => PostgresTrouble.IsForeignKey(e),
        _ => false,
    };

    /// <summary>Whether there may be only one such thing, and there is one.</summary>
    public static bool IsUnique(DbException error) => error switch
    {
        SqliteException e => SqliteTrouble.IsUnique(e),
        NpgsqlException e => PostgresTrouble.IsUnique(e),
        _ => false,
    };

    /// <summary>The refusal when the catalog cannot be opened.</summary>
    /// <param name="place">Where it is; null when not even that is known.</param>
    /// <param name="error">Why.</param>
    /// <param name="asAgent">Whether it is an agent that wanted to, which makes nothing there.</param>
    internal static ShieldException WhenOpened(string? place, Exception error, bool asAgent)
    {
        var kind = error is DbException e && WhenAway(e) is { } away ? $"{away.Message}" : InWords(error);
        var hint = (error as NpgsqlException)?.SqlState switch
        {
            PostgresErrorCodes.InsufficientPrivilege => asAgent
                ? "an agent needs what `shieldd agent role NAME` says, handed to psql"
                : "its user creates tables there: GRANT CREATE, USAGE ON SCHEMA public TO …",
            PostgresErrorCodes.UndefinedTable when asAgent =>
                "start a core on it first: it makes the tables",
            _ => "",
        };
        return new ShieldException(Reason.Unavailable, $"the catalog {place} cannot be opened: {kind}", hint);
    }

    private static string InWords(Exception error) =>
        (error is NpgsqlException e ? PostgresTrouble.InWords(e) : error.Message).ReplaceLineEndings(" ");
}

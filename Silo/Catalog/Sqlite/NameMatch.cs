using Microsoft.Data.Sqlite;

namespace Shield.Silo.Catalog;

/// <summary>"A part of the name, in any case", for every alphabet.</summary>
/// <remarks>SQLite's own LIKE folds ASCII alone and gives percent and underscore a meaning.</remarks>
internal static class NameMatch
{
    /// <summary><c>name_contains(name, part)</c>, on connections that read.</summary>
    public static void Register(SqliteConnection connection) => connection.CreateFunction(
        "name_contains",
        (string name, string part) => name.Contains(part, StringComparison.OrdinalIgnoreCase),
        isDeterministic: true);
}

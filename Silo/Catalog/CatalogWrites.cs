using System.Data.Common;
using Shield.Domain;

namespace Shield.Silo.Catalog;

/// <summary>Single statements that write to tables which are no state of a grain.</summary>
internal static class CatalogWrites
{
    /// <summary>Runs one.</summary>
    /// <returns>How many rows it changed.</returns>
    /// <exception cref="ShieldException">The database is away.</exception>
    public static async Task<int> ExecuteAsync(
        this CatalogDatabase database,
        string sql,
        IEnumerable<(string Name, object? Value)> values,
        CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.Writer.OpenConnectionAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, value) in values)
            {
                command.Add(name, value is null ? DBNull.Value : database.Value(value));
            }

            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (DbException e) when (CatalogTrouble.WhenAway(e) is { } away)
        {
            throw away;
        }
    }
}

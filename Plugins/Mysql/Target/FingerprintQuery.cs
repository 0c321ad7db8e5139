using System.Text.Json.Nodes;
using Shield.Plugins.Mysql.Databases;
using Shield.Plugins.Mysql.Server;

namespace Shield.Plugins.Mysql.Target;

/// <summary>Counts and digests of tables. The sum of digests does not depend on the order of rows.</summary>
internal static class FingerprintQuery
{
    private const string Session =
        "SET SESSION time_zone = '+00:00', sql_mode = ''; START TRANSACTION WITH CONSISTENT SNAPSHOT;";

    /// <summary>Which columns there are.</summary>
    public static string Columns(string database) =>
        $"""
        SELECT JSON_ARRAY(TABLE_NAME, COLUMN_NAME, DATA_TYPE) FROM information_schema.COLUMNS
          WHERE TABLE_SCHEMA = {Sql.Text(database)} AND BINARY TABLE_SCHEMA = BINARY {Sql.Text(database)}
          ORDER BY BINARY TABLE_NAME, ORDINAL_POSITION;
        """;

    /// <summary>One row for each table.</summary>
    /// <param name="database">Whose.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="columns">The answer of <see cref="Columns"/>.</param>
    /// <param name="withHistory">Whether former versions of rows count.</param>
    public static string Tables(
        string database, Content content, IReadOnlyList<JsonArray> columns, bool withHistory)
    {
        var of = columns.ToLookup(row => row[0]!.GetValue<string>(), row => Digest(
            Sql.Name(row[1]!.GetValue<string>()), row[2]!.GetValue<string>()));
        var questions = content.Tables.Where(table => !table.IsSequence).Select(table =>
            $"SELECT JSON_ARRAY({Sql.Text(table.Name)}, COUNT(*), CAST(COALESCE(SUM(CAST(CONV(LEFT(SHA2("
            + $"CONCAT_WS(',', '', {string.Join(", ", of[table.Name])}), 256), 15), 16, 10) AS UNSIGNED)), "
            + "0) "
            + $"AS CHAR)) FROM {Sql.Name(database, table.Name)}"
            + (withHistory && table.IsVersioned ? " FOR SYSTEM_TIME ALL;" : ";"));
        return $"{Session}\n{string.Join('\n', questions)}";
    }

    // A long value goes by its own digest: all of a row's must fit into one packet.
    private static string Digest(string column, string type) => type switch
    {
        _ when type.EndsWith("blob", StringComparison.Ordinal)
            || type.EndsWith("text", StringComparison.Ordinal)
            || type is "json" => $"COALESCE(SHA2({column}, 256), '-')",
        "geometry" or "point" or "linestring" or "polygon" or "multipoint" or "multilinestring"
            or "multipolygon" or "geometrycollection" or "geomcollection" =>
            $"COALESCE(SHA2(HEX({column}), 256), '-')",
        "bit" => $"COALESCE({column} + 0, '-')",
        _ => $"COALESCE(HEX(CAST({column} AS BINARY)), '-')",
    };
}

using System.Text.Json.Nodes;
using Shield.Plugins.Mysql.Server;

namespace Shield.Plugins.Mysql.Databases;

/// <summary>A database itself, without what is in it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Charset">Of tables that say nothing.</param>
/// <param name="Collation">Likewise.</param>
/// <param name="Comment">Empty for none.</param>
internal sealed record Database(string Name, string Charset, string Collation, string Comment)
{
    /// <param name="row">Of the question for all databases.</param>
    public static Database Of(JsonArray row) => new(
        row[0]!.GetValue<string>(), row[1]!.GetValue<string>(), row[2]!.GetValue<string>(),
        row[3]?.GetValue<string>() ?? "");

    /// <summary>What follows its name where it is made or changed.</summary>
    /// <param name="withComment">Whether the server knows comments of databases.</param>
    public string Shape(bool withComment) =>
        $"CHARACTER SET {Sql.Name(Charset)} COLLATE {Sql.Name(Collation)}"
        + (withComment ? $" COMMENT {Sql.Literal(Comment)}" : "");
}

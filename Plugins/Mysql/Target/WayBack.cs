using Shield.Plugins.Mysql.Databases;
using Shield.Plugins.Mysql.Server;

namespace Shield.Plugins.Mysql.Target;

/// <summary>What a database was like before its place was taken: in memory, and beside its tables for when
/// this process is gone.</summary>
/// <param name="Staged">What takes its place.</param>
/// <param name="Content">What was in it; null where there was no database.</param>
/// <param name="Definitions">Its views, routines, triggers and events.</param>
internal sealed record WayBack(Staged Staged, Content? Content, Definitions Definitions)
{
    /// <summary>The table that tells whose place it was, and how to make anew what is no table.</summary>
    public const string TableName = "shield_way_back";

    private const int ChunkBytes = 128 * 1024;

    /// <summary>Notes it, and makes the database that its tables go to.</summary>
    public static async Task<WayBack> PrepareAsync(
        Tools tools, Staged staged, CancellationToken cancellationToken)
    {
        if (staged.Present is null) return new WayBack(staged, null, new Definitions());
        var content = await Content.AskAsync(tools, staged.Name, cancellationToken);
        var broken = await BrokenViews.FindAsync(tools, staged.Name, content.Views, cancellationToken);
        var definitions = await Definitions.ReadAsync(
            tools, staged.Name, content, broken, cancellationToken);
        var back = new WayBack(staged, content, definitions);
        await Client.RunAsync(tools, string.Join('\n', back.Note()), cancellationToken);
        return back;
    }

    private IEnumerable<string> Note()
    {
        var old = Sql.Name(Staged.OldName);
        yield return $"CREATE DATABASE {old} {Staged.Present!.Shape(withComment: false)};";
        yield return $"CREATE TABLE {old}.{TableName} (place INT AUTO_INCREMENT PRIMARY KEY, of_database "
            + "VARCHAR(64), part LONGBLOB) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;";
        yield return $"INSERT INTO {old}.{TableName} (of_database, part) VALUES ({Sql.Text(Staged.Name)}, "
            + "'');";
        var parts = Mysql.Target.Definitions.Order.Select(section => Definitions.Of(section) ?? []);
        foreach (var chunk in parts.SelectMany(part => part.Chunk(ChunkBytes)))
        {
            yield return $"INSERT INTO {old}.{TableName} (of_database, part) VALUES "
                + $"({Sql.Text(Staged.Name)}, "
                + $"0x{Convert.ToHexString(chunk)});";
        }
    }
}

using Shield.Plugins.Mysql.Archive;
using Shield.Plugins.Mysql.Databases;

namespace Shield.Plugins.Mysql.Target;

/// <summary>A database that waits to take its place.</summary>
/// <param name="Archived">What the archive says of it.</param>
/// <param name="Name">The place.</param>
/// <param name="NewName">Where its tables are until then.</param>
/// <param name="OldName">Where those go that it replaces.</param>
/// <param name="Present">What has the place now; null for nothing.</param>
internal sealed record Staged(
    ArchivedDatabase Archived, string Name, string NewName, string OldName, Database? Present)
{
    /// <summary>Its views, routines, triggers and events.</summary>
    public Definitions Definitions { get; } = new();

    /// <summary>What was staged; known when all of it is.</summary>
    public Content? Content { get; set; }
}

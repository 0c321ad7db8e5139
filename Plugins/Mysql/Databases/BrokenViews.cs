using Shield.Plugins.Mysql.Server;

namespace Shield.Plugins.Mysql.Databases;

/// <summary>Views that refer to something that is gone, or that their definer may not see: the dump program
/// stops at the first one.</summary>
internal static class BrokenViews
{
    /// <summary>Finds them.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(
        Tools tools, string database, IReadOnlyList<string> views, CancellationToken cancellationToken)
    {
        if (views.Count == 0) return [];
        // One question each, so that the answers, in which any name may stand, can be told apart.
        var questions = views.Select((view, i) =>
            $"SELECT JSON_ARRAY('at', {i});\nCHECK TABLE {Sql.Name(database, view)};");
        var answer = await Client.RunAsync(tools, string.Join('\n', questions), cancellationToken);
        var broken = new List<string>();
        var place = -1;
        foreach (var line in answer.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("[\"at\"", StringComparison.Ordinal)) place++;
            else if (place >= 0 && !line.EndsWith("\tstatus\tOK", StringComparison.Ordinal)
                && line.Contains("\tcheck\t", StringComparison.Ordinal)
                && !line.Contains("\tcheck\twarning\t", StringComparison.OrdinalIgnoreCase)
                && !broken.Contains(views[place]))
                broken.Add(views[place]);
        }

        return broken;
    }
}

using Shield.Plugins.Mysql.Databases;
using Shield.Plugins.Mysql.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Mysql.Target;

/// <summary>What a restore left that was killed, or whose server was: databases that bear its name while
/// nobody holds its lock.</summary>
/// <param name="Staged">Nobody has ever used them.</param>
/// <param name="Replaced">What was there before a restore that did not end, with the place it was
/// in.</param>
internal sealed record LeftOvers(
    IReadOnlyList<string> Staged, IReadOnlyList<(string Name, string Place)> Replaced)
{
    /// <summary>Looks for them.</summary>
    public static async Task<LeftOvers> FindAsync(
        Tools tools, ServerFacts facts, CancellationToken cancellationToken)
    {
        var staged = new List<string>();
        var replaced = new List<(string Name, string Place)>();
        foreach (var name in facts.Databases.Keys.Where(RestoreName.IsOne).Order(StringComparer.Ordinal))
        {
            var (restore, isOld) = RestoreName.Of(name)!.Value;
            var free = await Client.AskAsync(
                tools, $"SELECT JSON_ARRAY(IS_USED_LOCK({Sql.Text(restore.Lock)}) IS NULL);",
                    cancellationToken);
            if (free[0][0]!.ToString() is not ("1" or "true")) continue;
            if (!isOld) staged.Add(name);
            else replaced.Add((name, await PlaceOfAsync(tools, name, cancellationToken)));
        }

        return new LeftOvers(staged, replaced);
    }

    /// <summary>Removes what was staged, and says what else there is.</summary>
    public async Task RemoveStagedAsync(PluginCall call, Tools tools, CancellationToken cancellationToken)
    {
        foreach (var name in Staged)
        {
            await Client.RunAsync(tools, $"{Session.Removing}\n{Drop.Database(name)}", cancellationToken);
            call.Say($"removed what an earlier restore left: {name}");
        }

        foreach (var (name, place) in Replaced)
            call.Say($"warning: an earlier restore of '{place}' did not end; {name} has what was there "
                + "before, "
                + "and goes when a restore of it succeeds");
    }

    /// <summary>Removes what has become of no use: the places have new content.</summary>
    public async Task RemoveReplacedAsync(PluginCall call, Tools tools, IReadOnlyList<string> places)
    {
        foreach (var (name, _) in Replaced.Where(left => places.Contains(left.Place)))
        {
            var end = await Client.TryAsync(
                tools, null, $"{Session.Removing}\n{Drop.Database(name)}", CancellationToken.None);
            call.Say(end.ExitCode == 0 ? $"removed what an earlier restore left: {name}"
                : $"warning: what an earlier restore left cannot be removed: {name}");
        }
    }

    private static async Task<string> PlaceOfAsync(
        Tools tools, string name, CancellationToken cancellationToken)
    {
        var end = await Client.TryAsync(
            tools, null,
            $"SELECT JSON_ARRAY(of_database) FROM {Sql.Name(name, WayBack.TableName)} ORDER BY place LIMIT "
                + "1;",
            cancellationToken);
        return end.ExitCode == 0 && Client.Rows(end.Output) is [var row] ? row[0]!.GetValue<string>() : "";
    }
}

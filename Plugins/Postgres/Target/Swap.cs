using Shield.Plugins.Postgres.Databases;
using Shield.Plugins.Postgres.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Postgres.Target;

/// <summary>Puts staged databases into their places.</summary>
internal static class Swap
{
    /// <summary>A session that came in between the throwing out and the renaming.</summary>
    private const string InUse = "55006";

    /// <summary>What psql exits with when the server refused a statement; the transaction is gone
    /// then.</summary>
    private const int StatementRefused = 3;

    private const int TriesMax = 6;

    /// <summary>Swaps. Not to be stopped: it takes a moment, and whoever stopped it would not know what it
    /// did.</summary>
    public static async Task<SwapEnd> RunAsync(
        Tools tools, ServerFacts facts, Staging staging, IEnumerable<string> roleStatements)
    {
        string[] names = [.. staging.Databases.Select(database => database.Name)];
        var maintenance = facts.MaintenanceFor(names);
        var script = SwapScript.Text(staging.Id, staging.Databases, roleStatements);
        for (var attempt = 1; ; attempt++)
        {
            var end = await Psql.TryAsync(tools, maintenance, script, CancellationToken.None);
            if (end.ExitCode == 0) return new SwapEnd.Done();
            if (end.ExitCode != StatementRefused)
                return await IsInPlaceAsync(tools, staging) is { } inPlace
                    ? inPlace ? new SwapEnd.Done() : new SwapEnd.Refused(end)
                    : new SwapEnd.Unknown(end);
            if (attempt == TriesMax || !end.Errors.Contains(InUse, StringComparison.Ordinal))
                return new SwapEnd.Refused(end);
        }
    }

    /// <summary>Removes what was replaced; that it stays is no failure of the restore.</summary>
    public static async Task RemoveOldAsync(PluginCall call, Tools tools, ServerFacts facts, Staging staging)
    {
        string[] names = [.. staging.Databases.Select(database => database.Name)];
        using var late = new CancellationTokenSource(Drop.Patience, call.Clock);
        foreach (var old in staging.Databases.Select(database => database.OldName).OfType<string>())
        {
            try
            {
                await Psql.RunAsync(
                    tools, facts.MaintenanceFor(names), Drop.Database(old, facts.Major), late.Token);
            }
            catch (Exception e) when (e is PluginException or OperationCanceledException or IOException)
            {
                call.Say($"warning: the restore is in place, but what it replaced is still there as '{old}': "
                    + $"{e.Message}\nthe next restore removes it");
            }
        }
    }

    private static async Task<bool?> IsInPlaceAsync(Tools tools, Staging staging)
    {
        try
        {
            var facts = await ServerFacts.AskAsync(tools, CancellationToken.None);
            return !staging.Databases.Any(database => facts.Databases.ContainsKey(database.NewName));
        }
        catch (PluginException)
        {
            return null;
        }
    }
}

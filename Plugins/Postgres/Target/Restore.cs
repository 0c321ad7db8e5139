using Shield.Plugins.Postgres.Archive;
using Shield.Plugins.Postgres.Databases;
using Shield.Plugins.Postgres.Server;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Postgres.Target;

/// <summary>Restores one database or all: each is restored beside the present one, and when the input has
/// ended whole, all of them take their places at one instant.</summary>
internal static class Restore
{
    private const int MagicBytes = 5;
    private const string Unchanged = "nothing was changed";

    public static async Task RunAsync(PluginCall call, Tools tools, CancellationToken cancellationToken)
    {
        call.EnlargeInput();
        var facts = await ServerFacts.AskAsync(tools, cancellationToken);
        facts = await LeftOvers.RemoveAsync(call, tools, facts, cancellationToken);
        await using var staging = new Staging(call, tools, facts);
        SwapEnd end;
        try
        {
            IReadOnlyList<string> roleStatements =
                [.. await StageAsync(call, tools, facts, staging, cancellationToken)];
            cancellationToken.ThrowIfCancellationRequested();
            end = await Swap.RunAsync(tools, facts, staging, roleStatements);
            if (end is SwapEnd.Refused(var refusal)) throw tools.Failure(Psql.Program, refusal);
        }
        catch (Exception e)
        {
            await staging.UndoAsync(cancellationToken);
            if (e is not (PluginException or IOException)) call.Say(Unchanged);
            else throw new PluginException(ExitOf(e), $"{e.Message}; {Unchanged}");
            throw;
        }

        if (end is SwapEnd.Unknown(var lost))
        {
            call.Say("the server went away while the restore was put in place: either all of it is, or "
                + "nothing was changed; restore once more");
            throw tools.Failure(Psql.Program, lost);
        }

        await Swap.RemoveOldAsync(call, tools, facts, staging);
        call.Say($"restored: {Preflight.Listed(staging.Databases.Select(database => database.Name))}");
    }

    private static PluginExit ExitOf(Exception fault) => fault switch
    {
        PluginException said => said.Exit,
        ProcessStartException => PluginExit.ProgramFailed,
        _ => PluginExit.Failed,
    };

    private static async Task<IEnumerable<string>> StageAsync(
        PluginCall call, Tools tools, ServerFacts facts, Staging staging, CancellationToken cancellationToken)
    {
        using var input = new InputStream(call.Input, cancellationToken);
        var magic = input.Peek(MagicBytes).ToArray();
        if (magic.Length == 0) throw new PluginException(PluginExit.Failed, "the archive is empty");
        if (!magic.AsSpan().SequenceEqual("PGDMP"u8))
            return await StageAllAsync(facts, staging, input, tools.Address.Database, cancellationToken);
        if (tools.Address.Database is not { } database)
            throw new PluginException(
                PluginExit.Failed,
                "the archive holds one database: say in pg_database which one it is to become");
        await staging.StageAsync(database, input, cancellationToken);
        return [];
    }

    /// <param name="facts">About the server.</param>
    /// <param name="staging">Takes the databases.</param>
    /// <param name="input">The archive.</param>
    /// <param name="only">The one database that is wanted; null for all, with the roles.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What is to be done to the new roles in the end.</returns>
    private static async Task<IEnumerable<string>> StageAllAsync(
        ServerFacts facts, Staging staging, InputStream input, string? only,
        CancellationToken cancellationToken)
    {
        using var archive = new AllReader(input);
        var manifest = archive.ReadManifest();
        if (only is not null && !manifest.Databases.Contains(only))
            throw new PluginException(
                PluginExit.Failed,
                $"the archive has no database '{only}'; it has {Preflight.Listed(manifest.Databases)}");
        var globals = archive.ReadGlobals();
        if (only is null) await MakeRolesAsync(facts, staging, globals, cancellationToken);
        foreach (var name in manifest.Databases)
        {
            await using var dump = archive.ReadDump();
            if (only is null || name == only) await staging.StageAsync(name, dump, cancellationToken);
            else await dump.CopyToAsync(Stream.Null, cancellationToken);
        }

        archive.ReadEnd();
        return staging.RoleStatements(globals);
    }

    private static async Task MakeRolesAsync(
        ServerFacts facts, Staging staging, Globals globals, CancellationToken cancellationToken)
    {
        var roles = globals.Roles.Where(role => !facts.Roles.ContainsKey(role)).ToList();
        if (roles.Count > 0 && !facts.CreatesRoles)
            throw new PluginException(
                PluginExit.Failed,
                "the server lacks roles of the archive, and pg_user may not create any: "
                + Preflight.Listed(roles));
        await staging.MakeRolesAsync(roles, cancellationToken);
    }
}

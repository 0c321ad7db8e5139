using Shield.Plugins.Mysql.Archive;
using Shield.Plugins.Mysql.Databases;
using Shield.Plugins.Mysql.Server;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Mysql.Target;

/// <summary>Restores one database or all: each is restored beside the present one, and when the input has
/// ended whole, all of them take their places.</summary>
internal static class Restore
{
    private const string Unchanged = "nothing was changed";

    public static async Task RunAsync(PluginCall call, Tools tools, CancellationToken cancellationToken)
    {
        call.EnlargeInput();
        try
        {
            await RunAsync(call, tools, new InputStream(call.Input, cancellationToken), cancellationToken);
        }
        catch (SwapStuckException e)
        {
            throw new PluginException(PluginExit.ProgramFailed, e.Message);
        }
        catch (Exception e) when (e is PluginException or IOException)
        {
            throw new PluginException(ExitOf(e), $"{e.Message}; {Unchanged}");
        }
        catch (OperationCanceledException)
        {
            call.Say(Unchanged);
            throw;
        }
    }

    private static async Task RunAsync(
        PluginCall call, Tools tools, InputStream input, CancellationToken cancellationToken)
    {
        var facts = await ServerFacts.AskAsync(tools, cancellationToken);
        using var archive = new ArchiveReader(input);
        var wanted = Wanted(archive.ReadHeader(), tools.Address.Database);
        var left = await LeftOvers.FindAsync(tools, facts, cancellationToken);
        await left.RemoveStagedAsync(call, tools, cancellationToken);
        string[] names = [.. wanted.Values.Select(one => one.Name)];
        await Preflight.CheckAsync(call, tools, facts, [.. wanted.Values], cancellationToken);
        var id = RestoreName.Draw();
        await using var keeper = await Keeper.StartAsync(
            tools, [id.Lock, .. names.Select(RestoreName.LockOf)], cancellationToken);
        var staging = new Staging(call, tools, facts, id);
        try
        {
            await StageAsync(staging, archive, wanted, cancellationToken);
            var all = new List<WayBack>();
            foreach (var staged in staging.Databases)
                all.Add(await WayBack.PrepareAsync(tools, staged, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            await new Swap(call, tools, facts, all).RunAsync();
        }
        catch (Exception e) when (e is not SwapStuckException)
        {
            await staging.UndoAsync(cancellationToken);
            throw;
        }

        await staging.RemoveOldAsync();
        await left.RemoveReplacedAsync(call, tools, names);
        call.Say($"restored: {Names.Listed(names)}");
    }

    private static PluginExit ExitOf(Exception fault) => fault switch
    {
        PluginException said => said.Exit,
        ProcessStartException => PluginExit.ProgramFailed,
        _ => PluginExit.Failed,
    };

    /// <summary>Which databases of an archive are restored, by their places in it, and what they are to be
    /// called.</summary>
    private static Dictionary<int, (ArchivedDatabase Database, string Name)> Wanted(Header header,
        string? only)
    {
        if (!header.IsAll)
            return new()
            {
                [0] = (header.Databases[0], only ?? throw new PluginException(
                    PluginExit.Failed,
                    $"the archive holds one database, '{header.Databases[0].Shape.Name}': say in "
                        + "mysql_database "
                    + "which one it is to become")),
            };
        var wanted = header.Databases.Index()
            .Where(one => only is null || one.Item.Shape.Name == only)
            .ToDictionary(one => one.Index, one => (one.Item, one.Item.Shape.Name));
        return wanted.Count > 0 || only is null ? wanted : throw new PluginException(
            PluginExit.Failed,
            $"the archive has no database '{only}'; it has "
            + Names.Listed(header.Databases.Select(database => database.Shape.Name)));
    }

    private static async Task StageAsync(
        Staging staging, ArchiveReader archive,
        Dictionary<int, (ArchivedDatabase Database, string Name)> wanted, CancellationToken cancellationToken)
    {
        var made = new Dictionary<int, Staged>();
        while (archive.Next() is var (section, place))
        {
            if (!wanted.TryGetValue(place, out var one)) continue;
            if (!made.ContainsKey(place))
                made[place] = await staging.CreateAsync(one.Database, one.Name, cancellationToken);
            if (section == Section.Prelude) continue;
            await using var dump = new SectionStream(archive);
            try
            {
                await staging.LoadAsync(made[place], section, dump, cancellationToken);
            }
            catch (PluginException)
            {
                // Whatever the server said: when the archive is damaged, that is why.
                cancellationToken.ThrowIfCancellationRequested();
                while (archive.Next() is not null)
                {
                    // It throws where something is wrong.
                }

                throw;
            }

            dump.Drain();
        }

        if (made.Count != wanted.Count) throw ArchiveReader.Damaged();
        await staging.FinishAsync(cancellationToken);
    }
}

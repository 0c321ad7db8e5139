using Shield.Plugins.Mysql.Databases;
using Shield.Plugins.Mysql.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Mysql.Target;

/// <summary>Puts staged databases into their places. The tables of all of them move by one statement; what is
/// no table follows, and when that fails everything is put back.</summary>
internal sealed class Swap(PluginCall call, Tools tools, ServerFacts facts, IReadOnlyList<WayBack> all)
{
    /// <summary>A session may come between the unlocking and the moving.</summary>
    private const int MovesMax = 3;

    /// <summary>What was dropped before a move that failed is made anew in so many tries of some
    /// seconds.</summary>
    private const int TriesBackMax = 10;

    /// <summary>Swaps. Not to be stopped: it takes a moment, and whoever stopped it would leave it
    /// undone.</summary>
    /// <exception cref="PluginException">It failed, and everything is as it was.</exception>
    /// <exception cref="SwapStuckException">It failed, and the message says what is where.</exception>
    public async Task RunAsync()
    {
        PluginException? failure;
        try
        {
            failure = await MoveAsync() ?? await SettleAsync();
        }
        catch (Exception e)
        {
            // Whatever it is: what was there before must not be removed.
            var kept = all.Where(one => one.Content is not null).Select(one => one.Staged.OldName);
            throw new SwapStuckException(
                $"{e.Message}\nthe restore failed, and could not be taken back whole: what was there before "
                + $"is in {Names.Listed(kept)}, with the SQL of its views, routines, triggers and events in "
                + $"table {WayBack.TableName}; restore again, or see \"The way back\" in the plugin's page");
        }

        if (failure is not null) throw failure;
    }

    /// <summary>Moves all tables.</summary>
    /// <returns>Why not, when everything is as it was; null when they have moved.</returns>
    private async Task<PluginException?> MoveAsync()
    {
        var end = await Client.TryAsync(tools, null, SwapScript.There(all), CancellationToken.None);
        for (var moves = 1; end.ExitCode != 0; moves++)
        {
            var failure = tools.Failure(tools.Programs.Client, end);
            if (await IsMovedAsync(failure)) break;
            if (moves == MovesMax || !await HasDroppedAsync())
            {
                await MakeAgainAsync();
                return failure;
            }

            end = await Client.TryAsync(
                tools, null, $"{Session.Text}\n{SwapScript.Move(all)}", CancellationToken.None);
        }

        return null;
    }

    /// <summary>Makes what is no table.</summary>
    /// <returns>Why not, when everything is as it was; null when it is made.</returns>
    private async Task<PluginException?> SettleAsync()
    {
        try
        {
            foreach (var one in all)
            {
                await Client.RunAsync(tools, SwapScript.Settle(one, facts), CancellationToken.None);
                await MakeAllAsync(one.Staged.Definitions, one.Staged.Name);
            }

            return null;
        }
        catch (Exception e) when (e is PluginException or IOException)
        {
            call.Say($"{e.Message}\ntaking it back");
            await GoBackAsync();
            return e as PluginException ?? new PluginException(PluginExit.ProgramFailed, e.Message);
        }
    }

    private async Task MakeAllAsync(Definitions definitions, string database)
    {
        foreach (var section in Definitions.Order)
            await definitions.MakeAsync(tools, database, section, CancellationToken.None);
    }

    /// <summary>Whether the tables have moved.</summary>
    /// <exception cref="PluginException">The server does not answer any more.</exception>
    private async Task<bool> IsMovedAsync(PluginException failure)
    {
        try
        {
            foreach (var one in all.Where(one => one.Staged.Content!.Tables.Count > 0))
                return await IsEmptyAsync(one.Staged.NewName);
            foreach (var one in all.Where(one => one.Content?.Tables.Count > 0))
                return await IsEmptyAsync(one.Staged.Name);
            return false;
        }
        catch (PluginException)
        {
            // The first failure says more.
            throw failure;
        }
    }

    private async Task<bool> IsEmptyAsync(string database) =>
        (await Content.AskAsync(tools, database, CancellationToken.None)).Tables.Count == 0;

    /// <summary>Whether triggers are gone whose tables are still there.</summary>
    private async Task<bool> HasDroppedAsync()
    {
        foreach (var one in all.Where(one => one.Content?.Triggers.Count > 0))
        {
            var now = await Content.AskAsync(tools, one.Staged.Name, CancellationToken.None);
            if (now.Triggers.Count < one.Content!.Triggers.Count) return true;
        }

        return false;
    }

    /// <summary>Makes anew what was dropped before the move that did not take place.</summary>
    private async Task MakeAgainAsync()
    {
        var hasDropped = await HasDroppedAsync();
        foreach (var one in all)
        {
            if (one.Content is null) await RemoveIfEmptyAsync(one.Staged.Name);
            else if (hasDropped) await MakeAgainAsync(one, Archive.Section.Triggers);
            if (one.Content is not null && await LacksViewsAsync(one))
                await MakeAgainAsync(one, Archive.Section.Views);
        }
    }

    /// <summary>Somebody else may have made a database of that name meanwhile.</summary>
    private async Task RemoveIfEmptyAsync(string database)
    {
        var now = await Content.AskAsync(tools, database, CancellationToken.None);
        if (now is { Tables.Count: 0, Views.Count: 0, Routines.Count: 0, Events.Count: 0 })
            await Client.RunAsync(
                tools, $"{Session.Removing}\n{Drop.Database(database)}", CancellationToken.None);
    }

    private async Task<bool> LacksViewsAsync(WayBack one) =>
        (await Content.AskAsync(tools, one.Staged.Name, CancellationToken.None)).Views.Count
            < one.Content!.Views.Count;

    private async Task MakeAgainAsync(WayBack one, string section)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await one.Definitions.MakeAsync(tools, one.Staged.Name, section, CancellationToken.None);
                return;
            }
            catch (PluginException) when (tries < TriesBackMax)
            {
                // Somebody holds a lock; the server has waited for some seconds.
            }
        }
    }

    private async Task GoBackAsync()
    {
        var now = new List<Content>();
        foreach (var one in all)
            now.Add(await Content.AskAsync(tools, one.Staged.Name, CancellationToken.None));
        await Client.RunAsync(tools, SwapScript.Back(all, now, facts), CancellationToken.None);
        foreach (var one in all.Where(one => one.Content is not null))
            await MakeAllAsync(one.Definitions, one.Staged.Name);
    }
}

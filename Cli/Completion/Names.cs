using Shield.Api.Client;
using Shield.Api.Contracts.Plugins;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Completion;

/// <summary>What the core has, as people would type it.</summary>
internal static class Names
{
    /// <summary>Archives and tasks, the newest; more of them nobody reads.</summary>
    private const int NewestMax = 100;

    /// <summary>Names, or the starts of UUIDs for what has no name.</summary>
    public static async Task<IEnumerable<string>> NamesAsync(
        this Session session, Noun noun, CancellationToken cancellationToken)
    {
        if (noun == Noun.Archive)
        {
            var archives = await session.Client.ListArchivesAsync(
                ArchiveFilter.None with { Limit = NewestMax }, cancellationToken);
            return archives.Value.Select(a => Cell.Short(a.Uuid));
        }

        if (noun == Noun.Task)
        {
            var tasks = await session.Client.ListTasksAsync(
                TaskFilter.None with { Limit = NewestMax }, cancellationToken);
            return tasks.Value.Select(t => Cell.Short(t.Uuid));
        }

        if (noun == Noun.Plugin)
        {
            var plugins = await session.Client.ListPluginsAsync(cancellationToken);
            return plugins.Value.Select(p => p.Plugin).Distinct();
        }

        if (noun == Noun.Agent)
        {
            var agents = await session.Client.ListAgentsAsync(cancellationToken);
            return agents.Value.Select(a => a.Address);
        }

        return (await session.CandidatesAsync(noun, cancellationToken)).Select(c => c.Name);
    }

    /// <summary>The plugins that can be what is being made, or the agents that are connected.</summary>
    public static async Task<IReadOnlyList<string>> ChoicesAsync(
        this Session session, Noun noun, CancellationToken cancellationToken)
    {
        if (noun == Noun.Agent)
        {
            var agents = await session.Client.ListAgentsAsync(cancellationToken);
            return [.. agents.Value.Where(a => a.Status == "connected").Select(a => a.Address)];
        }

        var plugins = await session.Client.ListPluginsAsync(cancellationToken);
        return
        [
            .. plugins.Value.Where(p => CanBe(p.Features, session.Command.Noun)).Select(p => p.Plugin)
                .Distinct(),
        ];
    }

    private static bool CanBe(PluginFeaturesBody can, Noun? noun) =>
        (noun == Noun.Target ? can.Target : can.Store) == "yes";
}

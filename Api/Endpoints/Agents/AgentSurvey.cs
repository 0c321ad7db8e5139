using Shield.Api.Contracts.Agents;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Plugins;
using Shield.Api.Endpoints.Requests;
using Shield.Domain.Agents;
using Shield.Grains;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Agents;

/// <summary>Finds out about agents.</summary>
internal sealed class AgentSurvey(
    IWorkers workers, ICatalog catalog, IAgentDirectory agents, TimeProvider clock)
{
    private const string Away = "it is not connected; tasks for it wait until it comes";

    private const string Silence = "it does not answer; it may be stopped, overloaded or cut off";

    private readonly PluginSurvey _plugins = new(workers, agents, clock);

    /// <summary>Those that are connected, and those that targets name.</summary>
    public async Task<IReadOnlyList<AgentBody>> ListAsync(CancellationToken cancellationToken) =>
        await LookAsync(await NamesAsync(cancellationToken), cancellationToken);

    /// <summary>One of them; null when there is none of this name.</summary>
    public async Task<AgentBody?> FindAsync(string? address, CancellationToken cancellationToken)
    {
        var all = await NamesAsync(cancellationToken);
        var found = await LookAsync([.. all.Where(agent => agent.Value == address)], cancellationToken);
        return found.SingleOrDefault();
    }

    private async Task<IReadOnlyList<AgentAddress>> NamesAsync(CancellationToken cancellationToken)
    {
        var named = (await catalog.ListAgentsAsync(cancellationToken)).Select(AgentAddress.Parse);
        return
        [
            .. agents.ListAgents().Union(named.OfType<AgentAddress>())
                .OrderBy(agent => agent.Value, StringComparer.Ordinal),
        ];
    }

    private async Task<IReadOnlyList<AgentBody>> LookAsync(
        IReadOnlyList<AgentAddress> all, CancellationToken cancellationToken)
    {
        if (all.Count == 0) return [];
        var tasks = (await catalog.ListRunningAsync(cancellationToken)).ToLookup(task => task.Agent);
        var seen = (await catalog.ListSightingsAsync(cancellationToken))
            .ToDictionary(sighting => sighting.Agent, sighting => sighting.At);
        return await Task.WhenAll(all.Select(agent => LookAsync(
            agent,
            [.. tasks[agent.Value].Select(Of)],
            seen.TryGetValue(agent.Value, out var at) ? at : null,
            cancellationToken)));
    }

    private async Task<AgentBody> LookAsync(
        AgentAddress agent,
        IReadOnlyList<RunningTaskBody> tasks,
        DateTimeOffset? lastSeen,
        CancellationToken cancellationToken)
    {
        if (agents.Find(agent) is not { } facts)
        {
            return new AgentBody(
                agent.Value, "absent", 0, tasks.Count, [], Away, "", [], tasks, WireTime.Rfc3339(lastSeen));
        }

        var plugins = await _plugins.AskAsync(agent, cancellationToken);
        var hasAnswered = plugins is not null;
        return new AgentBody(
            agent.Value,
            "connected",
            facts.Workers,
            tasks.Count,
            [.. (plugins ?? []).Select(plugin => plugin.File)],
            hasAnswered ? "" : Silence,
            facts.Version,
            [.. (plugins ?? []).Select(Of)],
            tasks,
            WireTime.Rfc3339(hasAnswered ? clock.GetUtcNow() : lastSeen));
    }

    private static AgentPluginBody Of(PluginReport plugin) =>
        new(plugin.File, plugin.Info?.Version ?? "", plugin.Fault);

    private static RunningTaskBody Of(RunningTask task) =>
        new(task.Uuid.Value, WireWords.Of(task.Op), task.Target?.Value, task.TargetName);
}

using Shield.Api.Contracts.Agents;
using Shield.Api.Endpoints.Plugins;
using Shield.Domain.Agents;
using Shield.Grains;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Agents;

/// <summary>Finds out about agents.</summary>
internal sealed class AgentSurvey(IWorkers workers, ICatalog catalog, IAgentDirectory agents)
{
    private readonly PluginSurvey _plugins = new(workers, agents);

    /// <summary>Those that are connected, and those that targets name.</summary>
    public async Task<IReadOnlyList<AgentBody>> ListAsync(CancellationToken cancellationToken)
    {
        var named = (await catalog.ListAgentsAsync(cancellationToken)).Select(AgentAddress.Parse);
        var all = agents.ListAgents().Union(named.OfType<AgentAddress>())
            .OrderBy(agent => agent.Value, StringComparer.Ordinal);
        return await Task.WhenAll(all.Select(agent => LookAsync(agent, cancellationToken)));
    }

    private async Task<AgentBody> LookAsync(AgentAddress agent, CancellationToken cancellationToken)
    {
        if (agents.Find(agent) is not { } facts)
        {
            return new AgentBody(agent.Value, "absent", Workers: 0, Running: 0, Plugins: []);
        }

        var tasks = await catalog.ListUnfinishedAsync(agent, cancellationToken);
        var (_, plugins) = await _plugins.AskAsync(agent, cancellationToken);
        return new AgentBody(
            agent.Value,
            "connected",
            facts.Workers,
            tasks.Count(task => task.Running),
            [.. plugins.Select(plugin => plugin.File)]);
    }
}

using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts.Plugins;
using Shield.Domain.Agents;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Plugins;

/// <summary>Asks every connected agent for its plugins.</summary>
internal sealed class PluginSurvey(IWorkers workers, IAgentDirectory agents, TimeProvider clock)
{
    /// <summary>How long an agent may take to say what it has: a plugin that hangs is given 10 seconds there.
    /// </summary>
    public static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(15);

    /// <summary>Every plugin; one that is the same on several agents once. What an agent has that does not
    /// answer is not among them.</summary>
    public async Task<IReadOnlyList<PluginBody>> ListAsync(CancellationToken cancellationToken)
    {
        var all = await Task.WhenAll(agents.ListAgents().Select(
            async agent => (Agent: agent, Plugins: await AskAsync(agent, cancellationToken) ?? [])));
        return
        [
            .. all.SelectMany(found => found.Plugins.Select(plugin => (found.Agent, Plugin: plugin)))
                .GroupBy(found => (found.Plugin.File, found.Plugin.Info?.Version, found.Plugin.Fault))
                .OrderBy(group => group.Key.File, StringComparer.Ordinal)
                .ThenBy(group => group.Key.Version, StringComparer.Ordinal)
                .Select(group => Of(group.First().Plugin, [.. group.Select(found => found.Agent.Value)])),
        ];
    }

    /// <summary>The plugins of one agent; null when it does not answer.</summary>
    public async Task<IReadOnlyList<PluginReport>?> AskAsync(
        AgentAddress agent, CancellationToken cancellationToken)
    {
        try
        {
            return await workers.Of(agent).ListPluginsAsync(cancellationToken)
                .WaitAsync(AnswerMax, clock, cancellationToken);
        }
        catch (Exception away) when (
            Refusals.Explain(away) is { Status: StatusCodes.Status503ServiceUnavailable })
        {
            // It has just gone, or hangs: what the others have is worth knowing all the same.
            return null;
        }
    }

    private static PluginBody Of(PluginReport plugin, IReadOnlyList<string> agents) => new(
        plugin.File,
        plugin.Info?.Name ?? "",
        plugin.Info?.Author ?? "",
        plugin.Info?.Version ?? "",
        plugin.Info?.Protocol ?? 0,
        new PluginFeaturesBody(Word(plugin.Info?.IsTarget), Word(plugin.Info?.IsStore)),
        agents,
        [.. (plugin.Info?.Fields ?? []).Select(Of)],
        plugin.Fault);

    private static PluginFieldBody Of(PluginFieldFacts field) => new(
        field.Mode,
        field.Name,
        field.Type,
        field.Title,
        field.Help,
        field.Required,
        field.Default,
        field.Placeholder,
        field.Example,
        field.Enum);

    private static string Word(bool? can) => can is true ? "yes" : "no";
}

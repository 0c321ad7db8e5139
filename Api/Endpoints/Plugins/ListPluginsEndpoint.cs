using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Plugins;
using Shield.Api.Endpoints.Answers;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Plugins;

/// <summary>GET /v1/plugins: every plugin on every agent that is connected.</summary>
internal sealed class ListPluginsEndpoint(IWorkers workers, IAgentDirectory agents, TimeProvider clock)
    : ShieldEndpoint
{
    public override void Configure() => Reads("/v1/plugins")
        .Does("Lists the plugins of all agents that are connected")
        .Lists<PluginBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var plugins = await new PluginSurvey(workers, agents, clock).ListAsync(cancellationToken);
        await context.AnswerListAsync(
            plugins.ToAsyncEnumerable(), WireJson.Wire.PluginBody, cancellationToken);
    }
}

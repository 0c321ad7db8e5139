using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Plugins;
using Shield.Api.Endpoints.Answers;
using Shield.Domain;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Plugins;

/// <summary>GET /v1/plugin/:name: one of them, once for each version that an agent has.</summary>
internal sealed class ShowPluginEndpoint(IWorkers workers, IAgentDirectory agents, TimeProvider clock)
    : ShieldEndpoint
{
    public override void Configure() => Reads("/v1/plugin/{name}")
        .Does("Shows a plugin, once for each version that an agent has")
        .Lists<PluginBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var name = context.Request.RouteValues["name"] as string;
        var all = await new PluginSurvey(workers, agents, clock).ListAsync(cancellationToken);
        var plugins = all.Where(plugin => plugin.Plugin == name).ToArray();
        if (plugins.Length == 0)
        {
            throw new ShieldException(
                Reason.NotFound,
                $"no agent that is connected has a plugin '{name}'",
                "list those there are: GET /v1/plugins");
        }

        await context.AnswerListAsync(
            plugins.ToAsyncEnumerable(), WireJson.Wire.PluginBody, cancellationToken);
    }
}

using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Agents;
using Shield.Api.Endpoints.Answers;
using Shield.Grains;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Agents;

/// <summary>GET /v1/agents: which agents there are, which are missed, and what they do.</summary>
internal sealed class ListAgentsEndpoint(
    IWorkers workers, ICatalog catalog, IAgentDirectory agents, TimeProvider clock) : ShieldEndpoint
{
    public override void Configure() => Reads("/v1/agents")
        .Does("Lists agents: those that are connected, and those that targets name")
        .Lists<AgentBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var all = await new AgentSurvey(workers, catalog, agents, clock).ListAsync(cancellationToken);
        await context.AnswerListAsync(all.ToAsyncEnumerable(), WireJson.Wire.AgentBody, cancellationToken);
    }
}

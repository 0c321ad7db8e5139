using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Agents;
using Shield.Api.Endpoints.Answers;
using Shield.Domain;
using Shield.Grains;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Agents;

/// <summary>GET /v1/agent/:address: one of them.</summary>
internal sealed class ShowAgentEndpoint(
    IWorkers workers, ICatalog catalog, IAgentDirectory agents, TimeProvider clock) : ShieldEndpoint
{
    public override void Configure() => Reads("/v1/agent/{address}")
        .Does("Shows an agent")
        .Answers<AgentBody>();

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var address = context.Request.RouteValues["address"] as string;
        var survey = new AgentSurvey(workers, catalog, agents, clock);
        var agent = await survey.FindAsync(address, cancellationToken)
            ?? throw new ShieldException(
                Reason.NotFound,
                $"no agent {address} is connected, and no target names it",
                "list those there are: GET /v1/agents");
        await context.AnswerAsync(agent, WireJson.Wire.AgentBody, cancellationToken);
    }
}

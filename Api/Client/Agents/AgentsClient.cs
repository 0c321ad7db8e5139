using Shield.Api.Contracts;
using Shield.Api.Contracts.Agents;

namespace Shield.Api.Client;

public sealed partial class ShieldClient
{
    /// <summary>GET /v1/agents: those that are connected, and those that targets name; by address.</summary>
    public Task<Answer<AgentBody[]>> ListAgentsAsync(CancellationToken cancellationToken) =>
        GetAsync("v1/agents", WireJson.Default.AgentBodyArray, cancellationToken);

    /// <summary>GET /v1/agent/:address; refused as not found when it is neither connected nor named by a
    /// target.</summary>
    /// <param name="address">Its host:port.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<Answer<AgentBody>> ShowAgentAsync(string address, CancellationToken cancellationToken) =>
        GetAsync(
            $"v1/agent/{Uri.EscapeDataString(address)}", WireJson.Default.AgentBody, cancellationToken);
}

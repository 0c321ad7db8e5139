using Shield.Api.Contracts;
using Shield.Api.Contracts.Plugins;

namespace Shield.Api.Client;

public sealed partial class ShieldClient
{
    /// <summary>GET /v1/plugins: every plugin of every agent that is connected, once for each version.
    /// </summary>
    public Task<Answer<PluginBody[]>> ListPluginsAsync(CancellationToken cancellationToken) =>
        GetAsync("v1/plugins", WireJson.Default.PluginBodyArray, cancellationToken);

    /// <summary>GET /v1/plugin/:name: one of them, once for each version that an agent has; refused as not
    /// found when no agent that is connected has it.</summary>
    /// <param name="name">The name by which targets and stores name it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<Answer<PluginBody[]>> ShowPluginAsync(string name, CancellationToken cancellationToken) =>
        GetAsync(
            $"v1/plugin/{Uri.EscapeDataString(name)}",
            WireJson.Default.PluginBodyArray,
            cancellationToken);
}

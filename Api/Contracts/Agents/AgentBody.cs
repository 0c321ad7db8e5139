namespace Shield.Api.Contracts.Agents;

/// <summary>An agent: one that is connected, or one that a target names.</summary>
/// <param name="Address">Its host:port.</param>
/// <param name="Status"><c>connected</c> or <c>absent</c>.</param>
/// <param name="Workers">How many pipelines it runs at once; 0 while it is absent.</param>
/// <param name="Running">How many run now.</param>
/// <param name="Plugins">The names of its plugins; empty while it is absent.</param>
public sealed record AgentBody(
    string Address, string Status, int Workers, int Running, IReadOnlyList<string> Plugins);

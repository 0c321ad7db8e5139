using Shield.Domain.Agents;
using Shield.Domain.Plugins;

namespace Shield.Domain.Targets;

/// <summary>What somebody says of a target when they create or edit it.</summary>
/// <param name="Name">What people call it; need not be unique.</param>
/// <param name="Summary">What it is for; may be empty.</param>
/// <param name="Plugin">The plugin that backs it up.</param>
/// <param name="Endpoint">How that plugin reaches it.</param>
/// <param name="Agent">Where that plugin runs.</param>
[GenerateSerializer, Immutable, Alias("shield.TargetDefinition")]
public sealed record TargetDefinition(
    string Name, string Summary, PluginName Plugin, EndpointConfig Endpoint, AgentAddress Agent);

using Shield.Domain.Agents;
using Shield.Domain.Tasks;

namespace Shield.Grains.Targets;

/// <summary>What a task copies of a target.</summary>
/// <param name="Call">Its plugin and endpoint.</param>
/// <param name="Agent">Where that plugin runs.</param>
[GenerateSerializer, Immutable, Alias("shield.TargetSnapshot")]
public sealed record TargetSnapshot([property: Id(0)] PluginCall Call, [property: Id(1)] AgentAddress Agent);

using Shield.Domain.Agents;
using Shield.Domain.Plugins;

namespace Shield.Domain.Targets;

/// <summary>A data system to protect, as it is kept.</summary>
public sealed record TargetState
{
    /// <summary>Its id, repeated here for the catalog.</summary>
    public TargetId Uuid { get; init; }

    /// <summary>What people call it.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is for.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The plugin that backs it up.</summary>
    public PluginName Plugin { get; init; }

    /// <summary>How the plugin reaches it.</summary>
    public SealedEndpoint Endpoint { get; init; } = SealedEndpoint.None;

    /// <summary>Where the plugin runs.</summary>
    public AgentAddress Agent { get; init; }

    /// <summary>Which edition it is in.</summary>
    public Edition ToEdition() => Edition.Of(
        Name, Summary, Plugin.Value, Endpoint.Masked, Endpoint.Mark(), Agent.Value);
}

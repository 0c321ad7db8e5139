using Shield.Domain.Plugins;

namespace Shield.Domain.Stores;

/// <summary>A place where archives are put, as it is kept.</summary>
public sealed record StoreState
{
    /// <summary>Its id, repeated here for the catalog.</summary>
    public StoreId Uuid { get; init; }

    /// <summary>What people call it.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is for.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The plugin that keeps archives there.</summary>
    public PluginName Plugin { get; init; }

    /// <summary>How the plugin reaches it.</summary>
    public SealedEndpoint Endpoint { get; init; } = SealedEndpoint.None;

    /// <summary>Which edition it is in.</summary>
    public Edition ToEdition() => Edition.Of(
        Name, Summary, Plugin.Value, Endpoint.Masked, Endpoint.Mark());
}

using Shield.Domain.Plugins;

namespace Shield.Domain.Stores;

/// <summary>What somebody says of a store when they create or edit it.</summary>
/// <param name="Name">What people call it; need not be unique.</param>
/// <param name="Summary">What it is for; may be empty.</param>
/// <param name="Plugin">The plugin that keeps archives there.</param>
/// <param name="Endpoint">How that plugin reaches it.</param>
[GenerateSerializer, Immutable, Alias("shield.StoreDefinition")]
public sealed record StoreDefinition(string Name, string Summary, PluginName Plugin, EndpointConfig Endpoint);

namespace Shield.Plugins.Sdk;

/// <summary>A plugin that was found.</summary>
/// <param name="Name">Its file name, which is its name.</param>
/// <param name="Path">Where it really is, every link followed: absolute, inside a configured folder.</param>
public sealed record PluginFile(string Name, string Path);

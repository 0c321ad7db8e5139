namespace Shield.Plugins.Sdk;

/// <summary>A plugin that was found.</summary>
/// <param name="Name">Its file name, which is its name.</param>
/// <param name="Path">Where it was found. It is started by this path, since a program that is many behaves
/// as it is called.</param>
/// <param name="RealPath">Where it really is, every link followed: inside a configured folder.</param>
public sealed record PluginFile(string Name, string Path, string RealPath);

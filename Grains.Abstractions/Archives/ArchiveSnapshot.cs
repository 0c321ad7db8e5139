using Shield.Domain.Agents;
using Shield.Domain.Tasks;

namespace Shield.Grains.Archives;

/// <summary>What it takes to read an archive.</summary>
/// <param name="Agent">Where the store's plugin runs for it.</param>
/// <param name="Store">The store, reached by the secrets that hold today.</param>
/// <param name="Key">The name by which the store knows the archive.</param>
/// <param name="SizeBytes">Its length.</param>
/// <param name="Sha256">Its SHA-256, 64 lower-case hex digits.</param>
[GenerateSerializer, Immutable, Alias("shield.ArchiveSnapshot")]
public sealed record ArchiveSnapshot(
    AgentAddress Agent, PluginCall Store, string Key, long SizeBytes, string Sha256);

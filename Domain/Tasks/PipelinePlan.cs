using System.Text.Json.Serialization;
using Shield.Domain.Agents;
using Shield.Domain.Plugins;

namespace Shield.Domain.Tasks;

/// <summary>A plugin, and how it reaches its system.</summary>
/// <param name="Plugin">The plugin's name.</param>
/// <param name="Endpoint">Its endpoint, sealed.</param>
[GenerateSerializer, Immutable, Alias("shield.PluginCall")]
public sealed record PluginCall(
    [property: Id(0)] PluginName Plugin, [property: Id(1)] SealedEndpoint Endpoint);

/// <summary>All that a worker needs to know. A task carries a copy; later edits touch nothing of
/// it.</summary>
[GenerateSerializer, Immutable, Alias("shield.PipelinePlan")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "op")]
[JsonDerivedType(typeof(Backup), "backup")]
[JsonDerivedType(typeof(Restore), "restore")]
[JsonDerivedType(typeof(Purge), "purge")]
public abstract record PipelinePlan
{
    private PipelinePlan()
    {
    }

    /// <summary>The archive that is made, read or removed.</summary>
    [Id(0)]
    public required ArchiveId Archive { get; init; }

    /// <summary>The agent whose silo runs it.</summary>
    [Id(1)]
    public required AgentAddress Agent { get; init; }

    /// <summary>The store's side.</summary>
    [Id(2)]
    public required PluginCall Store { get; init; }

    /// <summary>target backup → store store.</summary>
    [GenerateSerializer, Immutable, Alias("shield.PipelinePlan.Backup")]
    public sealed record Backup : PipelinePlan
    {
        /// <summary>The target's side.</summary>
        [Id(0)]
        public required PluginCall Target { get; init; }

        /// <summary>How long the archive will be kept, in seconds.</summary>
        [Id(1)]
        public required long ExpirySeconds { get; init; }
    }

    /// <summary>store retrieve → target restore.</summary>
    [GenerateSerializer, Immutable, Alias("shield.PipelinePlan.Restore")]
    public sealed record Restore : PipelinePlan
    {
        /// <summary>The target's side.</summary>
        [Id(0)]
        public required PluginCall Target { get; init; }

        /// <summary>The name by which the store knows the archive.</summary>
        [Id(1)]
        public required string Key { get; init; }

        /// <summary>How many bytes must come back.</summary>
        [Id(2)]
        public required long SizeBytes { get; init; }

        /// <summary>Their SHA-256, 64 lower-case hex digits.</summary>
        [Id(3)]
        public required string Sha256 { get; init; }
    }

    /// <summary>store purge.</summary>
    [GenerateSerializer, Immutable, Alias("shield.PipelinePlan.Purge")]
    public sealed record Purge : PipelinePlan
    {
        /// <summary>The name of the blob; null for whatever the store lists under the archive's UUID, which
        /// is
        /// how the remains of a lost attempt are found.</summary>
        [Id(0)]
        public required string? Key { get; init; }
    }
}

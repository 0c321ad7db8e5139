namespace Shield.Plugins.Sdk;

/// <summary>What a plugin says about itself when called with <c>info</c>.</summary>
public sealed record PluginInfo
{
    /// <summary>The protocol of the seeds: arguments on the command line, and nothing else.</summary>
    public const int FirstProtocol = 1;

    /// <summary>The protocol this Sdk speaks (docs/plugins.md).</summary>
    public const int CurrentProtocol = 2;

    /// <summary>The name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Who maintains it.</summary>
    public required string Author { get; init; }

    /// <summary>Its version, in the author's own scheme.</summary>
    public required string Version { get; init; }

    /// <summary>1 where <c>info</c> does not say; fields, stages and allows_empty need 2.</summary>
    public int Protocol { get; init; } = CurrentProtocol;

    /// <summary>Whether it can back up and restore; set by <see cref="PluginMain"/>.</summary>
    public bool IsTarget { get; init; }

    /// <summary>Whether it can keep archives; set by <see cref="PluginMain"/>.</summary>
    public bool IsStore { get; init; }

    /// <summary>The endpoint fields of both modes; empty for protocol 1.</summary>
    public IReadOnlyList<EndpointField> Fields { get; init; } = [];

    /// <summary>Whether a restore changes nothing before its input ended whole.</summary>
    public bool Stages { get; init; }

    /// <summary>Whether a backup of no bytes at all is a good one.</summary>
    public bool AllowsEmpty { get; init; }

    /// <summary>The fields that an endpoint for this mode may have.</summary>
    /// <param name="mode">Target or store.</param>
    public IReadOnlyList<EndpointField> FieldsOf(PluginMode mode) => [.. Fields.Where(f => f.Mode == mode)];
}

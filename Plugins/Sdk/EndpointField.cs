namespace Shield.Plugins.Sdk;

/// <summary>One field of an endpoint, as a plugin declares it in <c>info</c>.</summary>
public sealed record EndpointField
{
    /// <summary>Whether the field belongs to the plugin as a target or as a store.</summary>
    public required PluginMode Mode { get; init; }

    /// <summary>The key in the endpoint object, such as <c>base_dir</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What the field holds.</summary>
    public required EndpointFieldType Type { get; init; }

    /// <summary>A short label for forms; the name where none is given.</summary>
    public string? Title { get; init; }

    /// <summary>A sentence or two for whoever fills the form in.</summary>
    public string? Help { get; init; }

    /// <summary>Whether a call without it is refused with exit code 12.</summary>
    public bool Required { get; init; }

    /// <summary>The value used when the field is absent, as text; null for none.</summary>
    public string? Default { get; init; }

    /// <summary>What an empty form field shows in grey.</summary>
    public string? Placeholder { get; init; }

    /// <summary>A value that would be right.</summary>
    public string? Example { get; init; }

    /// <summary>The words allowed for <see cref="EndpointFieldType.Choice"/>; empty otherwise.</summary>
    public IReadOnlyList<string> Enum { get; init; } = [];

    /// <summary>Whether the value must be sealed at rest and masked wherever it is shown.</summary>
    public bool IsSecret => Type is EndpointFieldType.Password or EndpointFieldType.Pem;
}

namespace Shield.Grains.Workers;

/// <summary>A plugin of an agent.</summary>
/// <param name="File">The name by which targets and stores name it.</param>
/// <param name="Info">What it says of itself; null when it cannot say.</param>
/// <param name="Fault">Why it cannot be used; empty when it can.</param>
[GenerateSerializer, Immutable, Alias("shield.PluginReport")]
public sealed record PluginReport(string File, PluginFacts? Info, string Fault);

/// <summary>What a plugin says of itself.</summary>
/// <param name="Name">For people.</param>
/// <param name="Author">Who maintains it.</param>
/// <param name="Version">In the author's own scheme.</param>
/// <param name="Protocol">1 or 2.</param>
/// <param name="IsTarget">Whether it backs up and restores.</param>
/// <param name="IsStore">Whether it keeps archives.</param>
/// <param name="Fields">What its endpoints hold.</param>
[GenerateSerializer, Immutable, Alias("shield.PluginFacts")]
public sealed record PluginFacts(
    string Name,
    string Author,
    string Version,
    int Protocol,
    bool IsTarget,
    bool IsStore,
    IReadOnlyList<PluginFieldFacts> Fields);

/// <summary>A field of an endpoint, in the words of the protocol.</summary>
/// <param name="Mode"><c>target</c> or <c>store</c>.</param>
/// <param name="Name">Its key.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Title">A label; the name where there is none.</param>
/// <param name="Help">For whoever fills it in.</param>
/// <param name="Required">Whether it must be there.</param>
/// <param name="Default">What holds without it; null for nothing.</param>
/// <param name="Placeholder">What an empty form shows; null for nothing.</param>
/// <param name="Example">A value that would be right; null for none.</param>
/// <param name="Enum">The words allowed; empty for any.</param>
[GenerateSerializer, Immutable, Alias("shield.PluginFieldFacts")]
public sealed record PluginFieldFacts(
    string Mode,
    string Name,
    string Type,
    string Title,
    string Help,
    bool Required,
    string? Default,
    string? Placeholder,
    string? Example,
    IReadOnlyList<string> Enum);

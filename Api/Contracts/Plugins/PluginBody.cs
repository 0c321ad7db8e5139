namespace Shield.Api.Contracts.Plugins;

/// <summary>A plugin, as the agents that have it say.</summary>
/// <param name="Plugin">The name by which targets and stores name it.</param>
/// <param name="Name">For people; empty where it cannot say what it is.</param>
/// <param name="Author">Who maintains it.</param>
/// <param name="Version">In the author's own scheme. Agents with another version are another entry.</param>
/// <param name="Protocol">1 or 2; 0 where it cannot say.</param>
/// <param name="Features">What it can be.</param>
/// <param name="Agents">Who has it, by address.</param>
/// <param name="Fields">What its endpoints hold.</param>
/// <param name="Fault">Why it cannot be used; empty when it can.</param>
public sealed record PluginBody(
    string Plugin,
    string Name,
    string Author,
    string Version,
    int Protocol,
    PluginFeaturesBody Features,
    IReadOnlyList<string> Agents,
    IReadOnlyList<PluginFieldBody> Fields,
    string Fault);

/// <summary>What a plugin can be: <c>yes</c> or <c>no</c> each, as the plugin says it.</summary>
public sealed record PluginFeaturesBody(string Target, string Store);

/// <summary>A field of an endpoint, in the words of the plugin.</summary>
public sealed record PluginFieldBody(
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

/// <summary>What a plugin found out about an endpoint.</summary>
/// <param name="Ok"><c>valid</c>, <c>invalid</c>, or <c>unknown</c> where the plugin has no check.</param>
/// <param name="Agent">Where it ran.</param>
/// <param name="Output">What it said.</param>
public sealed record CheckBody(string Ok, string Agent, string Output);

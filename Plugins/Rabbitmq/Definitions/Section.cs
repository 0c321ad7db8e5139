namespace Shield.Plugins.Rabbitmq.Definitions;

/// <summary>One list of an export of definitions, and what is known about its entries.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Title">What one entry is called.</param>
/// <param name="Identity">The members that tell one entry from another.</param>
/// <param name="VhostMember">The member that names the virtual host; null where an entry is the whole
/// server's.</param>
/// <param name="Fixed">What an import leaves as it is when the entry exists, without a word.</param>
/// <param name="Required">Whether every export has it.</param>
internal sealed record Section(
    string Name, string Title, string[] Identity, string? VhostMember, string[] Fixed, bool Required)
{
    public static readonly Section Users = new("users", "user", ["name"], null, [], false);

    public static readonly Section Vhosts = new("vhosts", "virtual host", ["name"], "name", [], true);

    public static readonly Section Permissions =
        new("permissions", "permission", ["user", "vhost"], "vhost", [], true);

    public static readonly Section TopicPermissions = new(
        "topic_permissions", "topic permission", ["user", "vhost", "exchange"], "vhost", [], false);

    public static readonly Section Parameters =
        new("parameters", "parameter", ["component", "name", "vhost"], "vhost", [], true);

    public static readonly Section GlobalParameters =
        new("global_parameters", "global parameter", ["name"], null, [], false);

    public static readonly Section Policies = new("policies", "policy", ["name", "vhost"], "vhost", [], true);

    public static readonly Section Queues = new(
        "queues", "queue", ["name", "vhost"], "vhost", ["durable", "auto_delete", "arguments"], true);

    public static readonly Section Exchanges = new(
        "exchanges", "exchange", ["name", "vhost"], "vhost",
        ["type", "durable", "auto_delete", "internal", "arguments"], true);

    public static readonly Section Bindings = new(
        "bindings", "binding", ["source", "destination", "destination_type", "routing_key", "vhost"], "vhost",
        [], true);

    public static IReadOnlyList<Section> All { get; } =
    [
        Users, Vhosts, Permissions, TopicPermissions, Parameters, GlobalParameters, Policies, Queues,
        Exchanges, Bindings,
    ];
}

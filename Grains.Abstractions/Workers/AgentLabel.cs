namespace Shield.Grains.Workers;

/// <summary>What a silo says of itself to the others, by Orleans' silo metadata.</summary>
public static class AgentLabel
{
    /// <summary>The version of its program. Every silo of ours has this one.</summary>
    public const string Version = "shield.version";

    /// <summary>The host:port of the agent that this silo is; absent on a silo that runs no
    /// pipelines.</summary>
    public const string Address = "shield.agent";

    /// <summary>How many pipelines it runs at once.</summary>
    public const string Workers = "shield.workers";

    /// <summary>The public half of the key that it opens secrets with.</summary>
    public const string Key = "shield.key";
}

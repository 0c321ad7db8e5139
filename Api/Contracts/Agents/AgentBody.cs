namespace Shield.Api.Contracts.Agents;

/// <summary>An agent: one that is connected, or one that a target names.</summary>
/// <param name="Address">Its host:port.</param>
/// <param name="Status"><c>connected</c> or <c>absent</c>.</param>
/// <param name="Workers">How many pipelines it runs at once; 0 while it is absent.</param>
/// <param name="Running">How many run now, as far as the core knows.</param>
/// <param name="Plugins">The names of its plugins; empty while it is absent or does not answer.</param>
/// <param name="Fault">Why it is not well, in words; empty when it is.</param>
/// <param name="Version">The version of its program; empty while it is absent.</param>
/// <param name="PluginVersions">What its plugins say of themselves; empty when <c>plugins</c> is.</param>
/// <param name="RunningTasks">Those that run now, the oldest first.</param>
/// <param name="LastSeen">When it was there last, RFC 3339 in UTC: now, when it has just answered; else when
/// it last said that it lives, which it does every 30 seconds. Empty when the cluster knows of no such time:
/// it was never there, or not in the last 7 days.</param>
public sealed record AgentBody(
    string Address,
    string Status,
    int Workers,
    int Running,
    IReadOnlyList<string> Plugins,
    string Fault,
    string Version,
    IReadOnlyList<AgentPluginBody> PluginVersions,
    IReadOnlyList<RunningTaskBody> RunningTasks,
    string LastSeen);

/// <summary>A plugin that an agent has.</summary>
/// <param name="Plugin">The name by which targets and stores name it.</param>
/// <param name="Version">In the author's own scheme; empty where it cannot say.</param>
/// <param name="Fault">Why it cannot be used; empty when it can.</param>
public sealed record AgentPluginBody(string Plugin, string Version, string Fault);

/// <summary>A task that an agent runs.</summary>
/// <param name="Uuid">Its UUID.</param>
/// <param name="Type">backup, restore or purge.</param>
/// <param name="TargetUuid">What it reads or writes; null for a purge.</param>
/// <param name="TargetName">How that is called; empty when there is none.</param>
public sealed record RunningTaskBody(Guid Uuid, string Type, Guid? TargetUuid, string TargetName);

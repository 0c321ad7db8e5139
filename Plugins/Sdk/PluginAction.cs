namespace Shield.Plugins.Sdk;

/// <summary>One action of the protocol: what it is called, whose it is, what it needs and how it
/// runs.</summary>
internal sealed record PluginAction(
    string Name,
    PluginMode? Mode,
    bool NeedsKey,
    Func<IPlugin, PluginCall, string, CancellationToken, Task> RunAsync)
{
    private static readonly PluginAction[] All =
    [
        new("backup", PluginMode.Target, false, (p, call, _, token) =>
            ((ITargetPlugin)p).BackupAsync(call, token)),
        new("restore", PluginMode.Target, false, (p, call, _, token) =>
            ((ITargetPlugin)p).RestoreAsync(call, token)),
        new("fingerprint", PluginMode.Target, false,
            (p, call, _, token) => Results.FingerprintAsync((ITargetPlugin)p, call, token)),
        new("store", PluginMode.Store, false, (p, call, _, token) =>
            Results.StoreAsync((IStorePlugin)p, call, token)),
        new("retrieve", PluginMode.Store, true,
            (p, call, key, token) => ((IStorePlugin)p).RetrieveAsync(call, key, token)),
        new("purge", PluginMode.Store, true, (p, call, key, token) =>
            ((IStorePlugin)p).PurgeAsync(call, key, token)),
        new("list", PluginMode.Store, false, (p, call, _, token) =>
            Results.ListAsync((IStorePlugin)p, call, token)),
        new("validate", null, false, (p, call, _, token) => ValidateAsync(p, call, token)),
    ];

    /// <summary>The action of that name, if this plugin has it.</summary>
    /// <exception cref="PluginException">Exit code 1 for an unknown action, 2 for one that it
    /// lacks.</exception>
    public static PluginAction Find(string name, IPlugin plugin)
    {
        // The name is not repeated: it may be an endpoint whose action was forgotten.
        var action = Array.Find(All, a => a.Name == name)
            ?? throw new PluginException(
                PluginExit.Usage,
                $"unknown action; there are info, {string.Join(", ", All.Select(a => a.Name))}");
        if (action.Mode is { } mode && !Plays(plugin, mode))
            throw new PluginException(PluginExit.Unsupported, mode == PluginMode.Target
                ? $"this plugin is not a target: it cannot {name}"
                : $"this plugin is not a store: it cannot {name}");
        return action;
    }

    public static bool Plays(IPlugin plugin, PluginMode mode) =>
        mode == PluginMode.Target ? plugin is ITargetPlugin : plugin is IStorePlugin;

    private static Task ValidateAsync(IPlugin plugin, PluginCall call, CancellationToken token) =>
        call.Mode == PluginMode.Target
            ? ((ITargetPlugin)plugin).ValidateAsync(call, token)
            : ((IStorePlugin)plugin).ValidateAsync(call, token);
}

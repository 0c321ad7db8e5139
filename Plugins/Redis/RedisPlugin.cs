using System.Text.Json.Nodes;
using Shield.Plugins.Redis.Target;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis;

/// <summary>Redis, and what speaks its replication protocol: all databases of one server.</summary>
internal sealed class RedisPlugin : ITargetPlugin
{
    public PluginInfo Info { get; } = new()
    {
        Name = "Redis",
        Author = "The Shield authors",
        Version = typeof(RedisPlugin).Assembly.GetName().Version?.ToString(3) ?? "0",
        Fields = RedisFields.All,
        Stages = true,
    };

    public Task BackupAsync(PluginCall call, CancellationToken cancellationToken) =>
        Backup.RunAsync(call, cancellationToken);

    public Task RestoreAsync(PluginCall call, CancellationToken cancellationToken) =>
        Restore.RunAsync(call, cancellationToken);

    public Task ValidateAsync(PluginCall call, CancellationToken cancellationToken) =>
        Validation.RunAsync(call, cancellationToken);

    public Task<JsonObject> FingerprintAsync(PluginCall call, CancellationToken cancellationToken) =>
        Fingerprint.TakeAsync(call, cancellationToken);
}

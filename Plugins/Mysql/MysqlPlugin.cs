using System.Text.Json.Nodes;
using Shield.Plugins.Mysql.Server;
using Shield.Plugins.Mysql.Target;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Mysql;

/// <summary>MariaDB and MySQL: one database, or all of a server.</summary>
internal sealed class MysqlPlugin : ITargetPlugin
{
    public PluginInfo Info { get; } = new()
    {
        Name = "MariaDB and MySQL",
        Author = "The Shield authors",
        Version = typeof(MysqlPlugin).Assembly.GetName().Version?.ToString(3) ?? "0",
        Fields = MysqlFields.All,
        Stages = true,
    };

    public async Task BackupAsync(PluginCall call, CancellationToken cancellationToken)
    {
        using var server = await Tools.OpenAsync(call, cancellationToken);
        await Backup.RunAsync(call, server, cancellationToken);
    }

    public async Task RestoreAsync(PluginCall call, CancellationToken cancellationToken)
    {
        using var server = await Tools.OpenAsync(call, cancellationToken);
        await Restore.RunAsync(call, server, cancellationToken);
    }

    public async Task ValidateAsync(PluginCall call, CancellationToken cancellationToken)
    {
        using var server = await Tools.OpenAsync(call, cancellationToken);
        await Validation.RunAsync(call, server, cancellationToken);
    }

    public async Task<JsonObject> FingerprintAsync(PluginCall call, CancellationToken cancellationToken)
    {
        using var server = await Tools.OpenAsync(call, cancellationToken);
        return await Fingerprint.TakeAsync(server, cancellationToken);
    }
}

using System.Text.Json.Nodes;
using Shield.Plugins.Postgres.Server;
using Shield.Plugins.Postgres.Target;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Postgres;

/// <summary>PostgreSQL: one database, or all of a server with its roles.</summary>
internal sealed class PostgresPlugin : ITargetPlugin
{
    public PluginInfo Info { get; } = new()
    {
        Name = "PostgreSQL",
        Author = "The Shield authors",
        Version = typeof(PostgresPlugin).Assembly.GetName().Version?.ToString(3) ?? "0",
        Fields = PostgresFields.All,
        Stages = true,
    };

    public async Task BackupAsync(PluginCall call, CancellationToken cancellationToken)
    {
        using var server = Tools.For(call);
        await Backup.RunAsync(call, server, cancellationToken);
    }

    public async Task RestoreAsync(PluginCall call, CancellationToken cancellationToken)
    {
        using var server = Tools.For(call);
        await Restore.RunAsync(call, server, cancellationToken);
    }

    public async Task ValidateAsync(PluginCall call, CancellationToken cancellationToken)
    {
        using var server = Tools.For(call);
        await Validation.RunAsync(call, server, cancellationToken);
    }

    public async Task<JsonObject> FingerprintAsync(PluginCall call, CancellationToken cancellationToken)
    {
        using var server = Tools.For(call);
        return await Fingerprint.TakeAsync(server, cancellationToken);
    }
}

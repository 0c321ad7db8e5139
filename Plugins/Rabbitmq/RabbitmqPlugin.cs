using System.Text.Json.Nodes;
using Shield.Plugins.Rabbitmq.Server;
using Shield.Plugins.Rabbitmq.Target;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Rabbitmq;

/// <summary>RabbitMQ: the definitions of one virtual host or all, and their messages where asked.</summary>
internal sealed class RabbitmqPlugin : ITargetPlugin
{
    public PluginInfo Info { get; } = new()
    {
        Name = "RabbitMQ",
        Author = "The Shield authors",
        Version = typeof(RabbitmqPlugin).Assembly.GetName().Version?.ToString(3) ?? "0",
        Fields = RabbitmqFields.All,
        Stages = true,
    };

    public async Task BackupAsync(PluginCall call, CancellationToken cancellationToken)
    {
        using var api = new ManagementApi(Settings.Read(call.Endpoint));
        await Backup.RunAsync(call, api, cancellationToken);
    }

    public async Task RestoreAsync(PluginCall call, CancellationToken cancellationToken)
    {
        using var api = new ManagementApi(Settings.Read(call.Endpoint));
        await new Restore(call, api).RunAsync(cancellationToken);
    }

    public async Task ValidateAsync(PluginCall call, CancellationToken cancellationToken)
    {
        using var api = new ManagementApi(Settings.Read(call.Endpoint));
        await Validation.RunAsync(call, api, cancellationToken);
    }

    public async Task<JsonObject> FingerprintAsync(PluginCall call, CancellationToken cancellationToken)
    {
        using var api = new ManagementApi(Settings.Read(call.Endpoint));
        return await Fingerprint.TakeAsync(api, cancellationToken);
    }
}

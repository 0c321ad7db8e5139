using System.Text.Json.Nodes;
using Shield.Plugins.Etcd.Client;
using Shield.Plugins.Etcd.Target;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Etcd;

/// <summary>The keys of an etcd cluster, or those below a prefix, as a target.</summary>
public sealed class EtcdPlugin : ITargetPlugin
{
    /// <inheritdoc />
    public PluginInfo Info { get; } = new()
    {
        Name = "etcd",
        Author = "The Shield authors",
        Version = "0.1.0",
        Fields = EtcdFields.All,
        Stages = true,
    };

    /// <inheritdoc />
    public Task BackupAsync(PluginCall call, CancellationToken cancellationToken) =>
        WithClientAsync(
            call,
            (client, settings) => Backup.RunAsync(call, client, settings, cancellationToken),
            cancellationToken);

    /// <inheritdoc />
    public Task RestoreAsync(PluginCall call, CancellationToken cancellationToken) =>
        WithClientAsync(
            call,
            (client, settings) => Restore.RunAsync(call, client, settings, cancellationToken),
            cancellationToken);

    /// <inheritdoc />
    public Task ValidateAsync(PluginCall call, CancellationToken cancellationToken) =>
        WithClientAsync(
            call,
            (client, settings) => Validation.RunAsync(call, client, settings, cancellationToken),
            cancellationToken);

    /// <inheritdoc />
    public async Task<JsonObject> FingerprintAsync(PluginCall call, CancellationToken cancellationToken)
    {
        JsonObject? print = null;
        await WithClientAsync(
            call,
            async (client, settings) =>
                print = await Fingerprint.TakeAsync(client, settings, cancellationToken),
            cancellationToken);
        return print!;
    }

    private static async Task WithClientAsync(
        PluginCall call, Func<EtcdClient, EtcdSettings, Task> work, CancellationToken cancellationToken)
    {
        var settings = EtcdSettings.Read(call.Endpoint);
        try
        {
            using var client = await EtcdClient.ConnectAsync(settings, call.Say, cancellationToken);
            await work(client, settings);
        }
        catch (EtcdException e)
        {
            throw new PluginException(PluginExit.Failed, Words.For(e));
        }
    }
}

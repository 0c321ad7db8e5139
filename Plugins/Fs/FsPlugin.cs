using System.Text.Json.Nodes;
using Shield.Plugins.Fs.Native;
using Shield.Plugins.Fs.Store;
using Shield.Plugins.Fs.Target;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Fs;

/// <summary>Directories: as a target, a tree of files; as a store, a place for archives.</summary>
internal sealed class FsPlugin : ITargetPlugin, IStorePlugin
{
    public PluginInfo Info { get; } = new()
    {
        Name = "Local file system",
        Author = "The Shield authors",
        Version = typeof(FsPlugin).Assembly.GetName().Version?.ToString(3) ?? "0",
        Fields = FsFields.All,
        Stages = true,
    };

    public Task BackupAsync(PluginCall call, CancellationToken cancellationToken) =>
        Backup.RunAsync(call, cancellationToken);

    public Task RestoreAsync(PluginCall call, CancellationToken cancellationToken) =>
        Restore.RunAsync(call, cancellationToken);

    public Task<JsonObject> FingerprintAsync(PluginCall call, CancellationToken cancellationToken) =>
        Fingerprint.TakeAsync(call, cancellationToken);

    public Task<StoredObject> StoreAsync(PluginCall call, CancellationToken cancellationToken) =>
        BlobStore.StoreAsync(call, cancellationToken);

    public Task RetrieveAsync(PluginCall call, string key, CancellationToken cancellationToken)
    {
        BlobStore.Retrieve(call, key, cancellationToken);
        return Task.CompletedTask;
    }

    public Task PurgeAsync(PluginCall call, string key, CancellationToken cancellationToken)
    {
        BlobStore.Purge(call, key);
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<ListedObject> ListAsync(PluginCall call, CancellationToken cancellationToken) =>
        BlobListing.Walk(call.Endpoint.RequiredAbsolutePath(FsFields.BaseDir)).ToAsyncEnumerable();

    async Task ITargetPlugin.ValidateAsync(PluginCall call, CancellationToken cancellationToken)
    {
        var baseDir = call.Endpoint.RequiredAbsolutePath(FsFields.BaseDir);
        using var root = Folder.Open(baseDir);
        await TarProgram.CheckAsync(cancellationToken);
        call.Say($"'{baseDir}' can be read; it has {root.Names().Count} entries");
    }

    Task IStorePlugin.ValidateAsync(PluginCall call, CancellationToken cancellationToken)
    {
        BlobStore.Validate(call);
        return Task.CompletedTask;
    }
}

using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;
using Shield.Domain;
using Shield.Grains;
using Shield.Servers;
using Shield.Silo.Catalog;

namespace Shield.Silo.Hosting.Tests.Storage;

/// <summary>A real silo over a real catalog in a folder of its own.</summary>
internal sealed class StorageSilo : IAsyncDisposable
{
    private const string CatalogName = "catalog.db";
    private readonly TempFolder? _folder;

    private StorageSilo(CatalogDatabase database, InProcessTestCluster cluster, TempFolder? folder)
    {
        Database = database;
        Cluster = cluster;
        _folder = folder;
    }

    public CatalogDatabase Database { get; }

    public InProcessTestCluster Cluster { get; }

    public ICatalog Catalog => Database.Catalog;

    public IServiceProvider Services => Cluster.Silos[0].ServiceProvider;

    public IGrainStorage Storage => Services.GetRequiredService<IGrainStorage>();

    public static async Task<StorageSilo> StartAsync()
    {
        var folder = new TempFolder();
        return await StartAsync(folder.File(CatalogName), folder);
    }

    public static async Task<StorageSilo> StartAsync(string path, TempFolder? folder)
    {
        var database = await TestDatabases.OfAsync(path) is { } server
            ? await CatalogDatabase.OpenAsync(CatalogServer.Parse(server)!, CancellationToken.None)
            : await CatalogDatabase.OpenAsync(path, CancellationToken.None);
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) => silo.UseShieldCatalog(database));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new StorageSilo(database, cluster, folder);
    }

    public async Task<GrainState<T>> ReadAsync<T>(string name, Guid id)
        where T : new()
    {
        var state = new GrainState<T>(new T());
        await Storage.ReadStateAsync(name, Key(name, id), state);
        return state;
    }

    public async Task<GrainState<T>> WriteAsync<T>(string name, Guid id, T value)
        where T : new()
    {
        var state = await ReadAsync<T>(name, id);
        state.State = value;
        await Storage.WriteStateAsync(name, Key(name, id), state);
        return state;
    }

    public Task WriteAsync<T>(string name, Guid id, GrainState<T> state) =>
        Storage.WriteStateAsync(name, Key(name, id), state);

    public Task ClearAsync<T>(string name, Guid id, GrainState<T> state) =>
        Storage.ClearStateAsync(name, Key(name, id), state);

    public static GrainId Key(string name, Guid id) => GrainId.Create(name, id.ToString("N"));

    /// <summary>Whether this ends in a conflict.</summary>
    public static async Task<bool> IsRefusedAsync(Func<Task> action)
    {
        try
        {
            await action();
            return false;
        }
        catch (ShieldException e) when (e.Reason is Reason.Conflict)
        {
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await Database.DisposeAsync();
        if (_folder is null) return;
        await TestDatabases.ForgetAsync(_folder.File(CatalogName));
        _folder.Dispose();
    }
}

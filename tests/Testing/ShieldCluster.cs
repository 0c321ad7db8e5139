using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shield.Agent.Worker;
using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Jobs;
using Shield.Domain.Plugins;
using Shield.Domain.Retention;
using Shield.Domain.Schedules;
using Shield.Domain.Stores;
using Shield.Domain.Targets;
using Shield.Domain.Tasks;
using Shield.Grains;
using Shield.Grains.Jobs;
using Shield.Grains.Retention;
using Shield.Grains.Schedules;
using Shield.Grains.Stores;
using Shield.Grains.Targets;
using Shield.Grains.Tasks;
using Shield.Grains.Workers;
using Shield.Servers;
using Shield.Silo.Catalog;
using Shield.Silo.Hosting;
using Shield.Silo.Hosting.Keys;
using Shield.Silo.Hosting.Settings;

namespace Shield.Testing;

/// <summary>A whole service without its HTTP side, in a folder of its own: real silo, real catalog, real
/// processes. Plugins are those of tests/DummyPlugin, those that have been built, and any put into
/// <see cref="PluginFolder"/>.</summary>
public sealed class ShieldCluster : IAsyncDisposable
{
    /// <summary>How long anything in a test may take before it is given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    private readonly TimeSpan _deadline;
    private readonly int _workers;
    private readonly Action<IServiceCollection> _change;
    private IHost? _host;
    private CatalogDatabase? _database;
    private KeyRing? _keys;
    private AgentKey? _agentKey;

    private ShieldCluster(TimeSpan deadline, int workers, Action<IServiceCollection> change)
    {
        _change = change;
        _deadline = deadline;
        _workers = workers;
        Folder = Directory.CreateTempSubdirectory("shield-test-").FullName;
        PluginFolder = Directory.CreateDirectory(Path.Combine(Folder, "plugins")).FullName;
        StoreFolder = Directory.CreateDirectory(Path.Combine(Folder, "store")).FullName;
    }

    private static string Dummies => Path.Combine(Repository.Root, "tests", "DummyPlugin");

    public string Folder { get; }

    private string CatalogFile => Path.Combine(Folder, "catalog.db");

    public string PluginFolder { get; }

    /// <summary>Where the store of <see cref="CreateJobAsync"/> keeps its blobs.</summary>
    public string StoreFolder { get; }

    public AgentAddress Agent { get; } = AgentAddress.Parse("127.0.0.1:5444")!.Value;

    public IGrainFactory Grains => _host!.Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => _host!.Services;

    public ICatalog Catalog => _database!.Catalog;

    /// <summary>Every blob in the store, as a path below it.</summary>
    public IReadOnlyList<string> Blobs =>
    [
        .. Directory.EnumerateFiles(StoreFolder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(StoreFolder, file)),
    ];

    /// <summary>Starts one; <paramref name="change"/> may put other services in place of its own.</summary>
    public static async Task<ShieldCluster> StartAsync(
        TimeSpan? deadline = null, int workers = 5, Action<IServiceCollection>? change = null)
    {
        var cluster = new ShieldCluster(
            deadline ?? TaskLimits.Default.Deadline, workers, change ?? (_ => { }));
        await cluster.StartHostAsync();
        return cluster;
    }

    /// <summary>Stops the service in good order and starts it again on the same folder.</summary>
    public Task RestartAsync() => SleepAsync(() => { });

    /// <summary>Stops the service, lets something happen meanwhile, and starts it again.</summary>
    public async Task SleepAsync(Action meanwhile)
    {
        await StopHostAsync();
        meanwhile();
        await StartHostAsync();
    }

    /// <summary>Makes a job between two plugins; endpoints are objects, turned into JSON.</summary>
    public async Task<JobId> CreateJobAsync(
        object target,
        object? store = null,
        string targetPlugin = "dummy",
        string storePlugin = "dummy",
        int priority = 50)
    {
        var targetId = await CreateTargetAsync(target, targetPlugin);
        var storeId = new StoreId(Guid.NewGuid());
        var scheduleId = new ScheduleId(Guid.NewGuid());
        var retentionId = new RetentionId(Guid.NewGuid());
        var jobId = new JobId(Guid.NewGuid());
        var none = CancellationToken.None;
        var storeEndpoint = Endpoint(store ?? new { dir = StoreFolder });
        await Grains.GetGrain<IStoreGrain>(storeId.Value).CreateAsync(
            new StoreDefinition("disk", "", Plugin(storePlugin), storeEndpoint), none);
        await Grains.GetGrain<IScheduleGrain>(scheduleId.Value).CreateAsync(
            new ScheduleDefinition("never", "", "0 0 30 2 *"), none);
        await Grains.GetGrain<IRetentionGrain>(retentionId.Value).CreateAsync(
            new RetentionDefinition("short", "", RetentionDefinition.ExpirySecondsMin), none);
        await Grains.GetGrain<IJobGrain>(jobId.Value).CreateAsync(
            new JobDefinition("job", "", targetId, storeId, scheduleId, retentionId, priority),
            paused: false,
            none);
        return jobId;
    }

    public async Task<TargetId> CreateTargetAsync(object endpoint, string plugin = "dummy")
    {
        var id = new TargetId(Guid.NewGuid());
        await Grains.GetGrain<ITargetGrain>(id.Value).CreateAsync(
            new TargetDefinition("target", "", Plugin(plugin), Endpoint(endpoint), Agent),
            CancellationToken.None);
        return id;
    }

    public async Task<TaskId> StartJobAsync(JobId job)
    {
        var task = new TaskId(Guid.NewGuid());
        await Grains.GetGrain<IJobGrain>(job.Value).RunAsync(task, "tests", CancellationToken.None);
        return task;
    }

    /// <summary>Runs a job to its end.</summary>
    public async Task<TaskRow> RunJobAsync(JobId job) => await EndOfAsync(await StartJobAsync(job));

    /// <summary>The task, once it has ended.</summary>
    public Task<TaskRow> EndOfAsync(TaskId task) => TaskWhenAsync(
        task, row => row.Status is TaskPhase.Done or TaskPhase.Failed or TaskPhase.Canceled);

    /// <summary>The task, once it is as wished.</summary>
    public async Task<TaskRow> TaskWhenAsync(TaskId task, Func<TaskRow, bool> isAsWished)
    {
        TaskRow? row = null;
        await UntilAsync(
            async () => (row = await Catalog.FindTaskAsync(task, CancellationToken.None)) is not null
                && isAsWished(row),
            () => $"task {task} is {row?.Status}, and its log says:\n{row?.Log}");
        return row!;
    }

    public async Task<IReadOnlyList<ArchiveRow>> ListArchivesAsync() => await Catalog.ListArchivesAsync(
        new ArchiveFilter(null, null, null, null, null), Page.Whole, CancellationToken.None).ToListAsync();

    public async Task<IReadOnlyList<TaskRow>> ListTasksAsync() =>
        await Catalog.ListTasksAsync(new TaskFilter(null, null), Page.Whole, CancellationToken.None)
            .ToListAsync();

    /// <summary>Waits until something is so, and gives up loudly.</summary>
    public static Task UntilAsync(Func<bool> isSo, Func<string> whatIsSo) =>
        UntilAsync(() => Task.FromResult(isSo()), whatIsSo);

    public static Task UntilAsync(Func<Task<bool>> isSo, Func<string> whatIsSo) =>
        UntilAsync(isSo, whatIsSo, Patience);

    public static async Task UntilAsync(Func<Task<bool>> isSo, Func<string> whatIsSo, TimeSpan patience)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        while (!await isSo())
        {
            if (clock.GetElapsedTime(start) > patience) throw new TimeoutException(whatIsSo());
            await Task.Delay(LookAgain, clock);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopHostAsync();
        await TestDatabases.ForgetAsync(CatalogFile);
        Directory.Delete(Folder, recursive: true);
    }

    private async Task<CatalogDatabase> OpenDatabaseAsync() =>
        await TestDatabases.OfAsync(CatalogFile) is { } database
            ? await CatalogDatabase.OpenAsync(CatalogServer.Parse(database)!, CancellationToken.None)
            : await CatalogDatabase.OpenAsync(CatalogFile, CancellationToken.None);

    private static PluginName Plugin(string name) => PluginName.Parse(name)!.Value;

    private static EndpointConfig Endpoint(object endpoint) =>
        EndpointConfig.Parse(JsonSerializer.Serialize(endpoint))!;

    private async Task StartHostAsync()
    {
        var settings = SettingsReader.Read(Setting, null, "tests", _ => null).Settings!;
        _database = await OpenDatabaseAsync();
        _keys = KeyRing.Open(Directory.CreateDirectory(Path.Combine(Folder, "keys")).FullName);
        _agentKey = AgentKey.Open(Path.Combine(Folder, "keys"));
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddShieldGrains(
            new TaskLimits(_deadline), settings.History, ScheduleClock.Default);
        builder.UseOrleans(silo => silo
            .UseShieldCluster(settings, _database, Path.Combine(Folder, "silo-port"), _agentKey)
            .UseShieldCatalog(_database)
            .UseShieldKeys(_keys)
            .AddAgentPlacement()
            .AddWorkers()
            .AddWorker(Worker()));
        _change(builder.Services);
        _host = builder.Build();
        await _host.StartAsync();
        var agents = _host.Services.GetRequiredService<IAgentDirectory>();
        await UntilAsync(() => agents.Find(Agent) is not null, () => "the agent's label is not known");
        await Grains.GetGrain<IJanitorGrain>(0).SweepAsync(CancellationToken.None);
    }

    private string? Setting(string name) => name switch
    {
        "SHIELD_HOME" => Folder,
        "SHIELD_WORKERS" => _workers.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };

    private WorkerOptions Worker() => new()
    {
        Agent = Agent,
        PluginFolders =
        [
            PluginFolder,
            Dummies,
            Path.Combine(Repository.Root, "dist", "plugins"),
        ],
        SupervisorPath = Repository.Built("shield-supervisor"),
        RunFolder = Path.Combine(Folder, "run"),
        ShutdownGrace = TimeSpan.FromMilliseconds(100),
    };

    private async Task StopHostAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            _host.Dispose();
            _host = null;
        }

        _keys?.Dispose();
        _agentKey?.Dispose();
        if (_database is not null) await _database.DisposeAsync();
        _database = null;
    }
}

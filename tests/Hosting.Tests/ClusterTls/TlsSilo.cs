using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Placement;
using Shield.Agent.Worker;
using Shield.Domain.Agents;
using Shield.Silo.Catalog;
using Shield.Silo.Hosting.Keys;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Hosting.Tests.ClusterTls;

/// <summary>A silo of ours in a cluster on a server, at an address of its own on loopback.</summary>
internal sealed class TlsSilo : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly KeyRing _keys;
    private readonly AgentKey? _agentKey;
    private bool _isStarted;

    private TlsSilo(IHost host, KeyRing keys, AgentKey? agentKey, KeptLog log) =>
        (_host, _keys, _agentKey, Log) = (host, keys, agentKey, log);

    public KeptLog Log { get; }

    public IServiceProvider Services => _host.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public SiloAddress Address => Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;

    public IReadOnlyCollection<SiloAddress> Members =>
        Services.GetRequiredService<ISiloStatusOracle>().GetApproximateSiloStatuses(onlyActive: true).Keys;

    /// <summary>Makes one.</summary>
    /// <param name="folder">Where it keeps its files.</param>
    /// <param name="database">The catalog by which the silos find each other.</param>
    /// <param name="address">Its own.</param>
    /// <param name="tls">Its certificate; null for plain text.</param>
    /// <param name="agent">The agent that it is; null for none.</param>
    /// <param name="change">What is otherwise than our service would have it.</param>
    public static TlsSilo Make(
        TempFolder folder,
        CatalogDatabase database,
        string address,
        SiloTlsFiles? tls,
        string? agent = null,
        Action<ISiloBuilder>? change = null)
    {
        var home = Directory.CreateDirectory(folder.File(Guid.NewGuid().ToString("n"))).FullName;
        var keys = KeyRing.Open(home);
        var key = agent is null ? null : AgentKey.Open(home);
        var log = new KeptLog();
        var settings = Settings(home, address, tls) with { Agent = AgentAddress.Parse(agent) };
        var host = new HostBuilder()
            .ConfigureLogging(logging => logging.AddProvider(log))
            .UseOrleans(silo =>
            {
                silo.UseShieldCluster(settings, database, Path.Combine(home, "silo-port"), key)
                    .UseShieldCatalog(database)
                    .UseShieldKeys(keys)
                    .AddAgentPlacement();
                if (agent is not null) silo.AddWorker(Worker(home, agent));
                change?.Invoke(silo);
            })
            .Build();
        return new TlsSilo(host, keys, key, log);
    }

    public static WorkerOptions Worker(string home, string agent) => new()
    {
        Agent = AgentAddress.Parse(agent)!.Value,
        PluginFolders = [],

        // It is never started: no test here runs a plugin.
        SupervisorPath = Environment.ProcessPath!,
        RunFolder = Path.Combine(home, "run"),
        ShutdownGrace = TimeSpan.Zero,
    };

    public async Task<TlsSilo> StartAsync()
    {
        await _host.StartAsync();
        _isStarted = true;
        return this;
    }

    /// <summary>Calls new grains until one is where it is wished, on another silo, and says so itself.
    /// </summary>
    public Task ReachAsync(TlsSilo other) => Poll.UntilAsync(async () =>
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, other.Address);
        return await Grains.GetGrain<IPlaceGrain>(Guid.NewGuid()).WhereAsync() == $"{other.Address}";
    });

    public async ValueTask DisposeAsync()
    {
        if (_isStarted) await _host.StopAsync();
        _host.Dispose();
        _keys.Dispose();
        _agentKey?.Dispose();
    }

    private static ShieldSettings Settings(string home, string address, SiloTlsFiles? tls)
    {
        var reading = SettingsReader.Read(
            name => name switch
            {
                "SHIELD_HOME" => home,
                "SHIELD_SILO" => address,
                "SHIELD_SILO_CERT" => tls?.Cert,
                "SHIELD_SILO_KEY" => tls?.Key,
                "SHIELD_SILO_CA" => tls?.Ca,
                _ => null,
            },
            null,
            "thishost",
            File.ReadAllText);
        Assert.Empty(reading.Faults);
        return reading.Settings!;
    }
}

/// <summary>A grain that knows where it is.</summary>
[Alias("shield.tests.IPlaceGrain")]
public interface IPlaceGrain : IGrainWithGuidKey
{
    [Alias("Where")]
    Task<string> WhereAsync();
}

public sealed class PlaceGrain(ILocalSiloDetails silo) : Grain, IPlaceGrain
{
    public Task<string> WhereAsync() => Task.FromResult($"{silo.SiloAddress}");
}

using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Shield.Grains;
using Shield.Grains.Workers;
using Shield.Silo.Catalog;
using Shield.Silo.Hosting.ClusterTls;
using Shield.Silo.Hosting.Keys;
using Shield.Silo.Hosting.Programs;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Hosting;

/// <summary>How a silo of ours finds its cluster, and what it says of itself there.</summary>
public static class ClusterHosting
{
    private const string ClusterName = "shield";

    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TableRefreshTimeout = TimeSpan.FromSeconds(15);

    /// <summary>A silo without a gateway, on loopback or with mutual TLS; it bears the agent's label if there
    /// is one. With an embedded catalog it is its own cluster, otherwise all that share the catalog are one.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="settings">What is set.</param>
    /// <param name="database">The catalog.</param>
    /// <param name="portFile">Where the port is kept from one start to the next.</param>
    /// <param name="key">What its agent opens secrets with; null without an agent. Whoever opened it disposes
    /// of it.</param>
    /// <exception cref="Shield.Domain.ShieldException">The other silos would refuse its certificate, or
    /// others may use its key.</exception>
    public static ISiloBuilder UseShieldCluster(
        this ISiloBuilder silo,
        ShieldSettings settings,
        CatalogDatabase database,
        string portFile,
        AgentKey? key)
    {
        var address = settings.Silo.Port == 0
            ? SiloPort.Choose(settings.Silo.Address, portFile)
            : settings.Silo;
        silo.UseClusterTls(settings, address)
            .UseMembership(database, address)
            .Configure<EndpointOptions>(options =>
            {
                options.AdvertisedIPAddress = address.Address;
                options.SiloPort = address.Port;
                options.SiloListeningEndpoint = address;

                // Nobody calls from outside: the API lives in this process.
                options.GatewayPort = 0;
            })
            .Configure<ClusterOptions>(options => options.ClusterId = options.ServiceId = ClusterName)
            .Configure<ClusterMembershipOptions>(options =>
            {
                options.ProbeTimeout = ProbeTimeout;
                options.NumMissedProbesLimit = 3;
                options.NumVotesForDeathDeclaration = 2;
                options.TableRefreshTimeout = TableRefreshTimeout;
            })
            .Configure<SiloOptions>(options => options.SiloName = NameOf(settings));
        silo.Services.AddSingleton(database.AgentLatch).AddSingleton(CardOf(settings, key));
        if (key is not null) silo.Services.AddSingleton<ISecretOpener>(key);
        return silo;
    }

    /// <summary>Offers the key ring as <see cref="ISecretSeal"/>, and seals with it what goes to agents;
    /// whoever opened it disposes of it. For cores alone.</summary>
    public static ISiloBuilder UseShieldKeys(this ISiloBuilder silo, ISecretSeal keys)
    {
        silo.Services.AddSingleton(keys).AddSingleton<IAgentSeal, AgentSeal>();
        return silo;
    }

    private static ISiloBuilder UseMembership(
        this ISiloBuilder silo, CatalogDatabase database, IPEndPoint address) => database.IsShared
        ? silo.UseAdoNetClustering(options =>
        {
            options.Invariant = database.Invariant;
            options.DataSource = database.Writer;
        })
        : silo.UseDevelopmentClustering(address);

    /// <summary>All that is known of a silo that is gone is its name: by the first word an agent is found
    /// again. The second is another for each start, since the framework warns of a name that comes again.
    /// </summary>
    private static string NameOf(ShieldSettings settings) =>
        $"{settings.Agent?.Value ?? "core"} {Guid.NewGuid():n}";

    private static SiloCard CardOf(ShieldSettings settings, AgentKey? key) => new(
        ProgramVersion.Text,
        settings.Agent is { } agent && key is not null
            ? new AgentCard(agent, settings.Workers, key.Public)
            : null);
}

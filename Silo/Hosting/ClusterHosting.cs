using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Shield.Grains;
using Shield.Grains.Workers;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Hosting;

/// <summary>How a silo of ours finds its cluster, and what it says of itself there.</summary>
public static class ClusterHosting
{
    private const string ClusterName = "shield";
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TableRefreshTimeout = TimeSpan.FromSeconds(15);

    /// <summary>One silo on loopback, which is its own cluster, without a gateway; it bears the agent's
    /// label.</summary>
    public static ISiloBuilder UseShieldCluster(this ISiloBuilder silo, ShieldSettings settings)
    {
        var address = settings.Silo.Port == 0 ? Free(settings.Silo.Address) : settings.Silo;
        silo.UseDevelopmentClustering(address)
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
            .UseSiloMetadata(new Dictionary<string, string>
            {
                [AgentLabel.Address] = settings.Agent.Value,
                [AgentLabel.Workers] = settings.Workers.ToString(CultureInfo.InvariantCulture),
            });
        return silo;
    }

    /// <summary>Offers the key ring as <see cref="ISecretSeal"/>; whoever opened it disposes of it.</summary>
    public static ISiloBuilder UseShieldKeys(this ISiloBuilder silo, ISecretSeal keys)
    {
        silo.Services.AddSingleton(keys);
        return silo;
    }

    // The framework refuses port 0 for a silo. Somebody else may take the port in between; then the start
    // fails, and says so.
    private static IPEndPoint Free(IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }
}

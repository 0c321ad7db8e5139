using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Shield.Domain;
using Shield.Grains.Workers;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Hosting.ClusterTls;

/// <summary>Makes cluster traffic mutual TLS where there are certificates.</summary>
internal static class ClusterTlsHosting
{
    /// <summary>Offers <see cref="ISiloIdentity"/>, and puts TLS around every connection between silos when
    /// the settings name certificates; without them the address is on loopback.</summary>
    /// <exception cref="ShieldException">The other silos would refuse this one.</exception>
    public static ISiloBuilder UseClusterTls(
        this ISiloBuilder silo, ShieldSettings settings, IPEndPoint address)
    {
        if (settings.SiloTls is not { } files)
        {
            silo.Services.AddSingleton<ISiloIdentity, LoopbackIdentities>();
            return silo;
        }

        var own = ClusterCertificate.Load(files);
        own.EnsureNames(address.Address, settings.Agent);
        silo.Services
            .AddSingleton(_ => own)
            .AddSingleton<TlsConnections>()
            .AddSingleton(services => ActivatorUtilities.CreateInstance<SiloIdentities>(services, address))
            .AddSingleton<ISiloIdentity>(services => services.GetRequiredService<SiloIdentities>());
        return silo.Configure<SiloConnectionOptions>(options =>
        {
            options.ConfigureSiloInboundConnection(connection => connection.Use(Tls(connection).Answer));
            options.ConfigureSiloOutboundConnection(connection => connection.Use(Tls(connection).Call));
        });
    }

    private static TlsConnections Tls(IConnectionBuilder connection) =>
        connection.ApplicationServices.GetRequiredService<TlsConnections>();
}

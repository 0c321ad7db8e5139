using System.Net;
using System.Net.Sockets;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Target;

/// <summary>Where the agent listens for the server, and what the server is told.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="Port">The same; 0 for any that is free.</param>
/// <param name="AnnouncedHost">What the server is told.</param>
/// <param name="AnnouncedPort">The same; null for the port on which it listens.</param>
internal sealed record WayBack(IPAddress Address, int Port, string AnnouncedHost, int? AnnouncedPort)
{
    /// <summary>Reads the fields, and fills what they leave open.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="local">The address by which this machine reached the server; null for a socket.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<WayBack> FindAsync(
        Endpoint endpoint, IPAddress? local, CancellationToken cancellationToken)
    {
        var wish = endpoint.Text(RedisFields.ListenHost);
        var address = wish is null
            ? local ?? IPAddress.Loopback
            : await ResolveAsync(wish, cancellationToken);
        var isAnywhere = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
        var reachable = isAnywhere ? (local ?? IPAddress.Loopback).ToString() : wish ?? address.ToString();
        return new WayBack(
            address,
            endpoint.Port(RedisFields.ListenPort) ?? 0,
            endpoint.Text(RedisFields.AnnounceHost) ?? reachable,
            endpoint.Port(RedisFields.AnnouncePort));
    }

    private static async Task<IPAddress> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return (await Dns.GetHostAddressesAsync(host, cancellationToken))[0];
        }
        catch (SocketException)
        {
            throw Endpoint.Invalid(RedisFields.ListenHost, "is no address or name of this machine");
        }
    }
}

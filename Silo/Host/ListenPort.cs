using System.Net;
using System.Net.Sockets;
using Shield.Domain;

namespace Shield.Silo.Host;

/// <summary>The API is the last thing to start. A port that is taken must be noticed before anything else
/// starts: by then the left-overs of the last run would be under way again, to be ended with the process.
/// </summary>
internal static class ListenPort
{
    /// <summary>Fails if somebody else listens there.</summary>
    /// <exception cref="ShieldException">Unavailable: the address cannot be used.</exception>
    public static void EnsureFree(Uri listen)
    {
        var address = IPAddress.TryParse(listen.DnsSafeHost, out var parsed) ? parsed : IPAddress.Loopback;
        try
        {
            using var listener = new TcpListener(address, listen.Port);
            listener.Start();
        }
        catch (SocketException taken)
        {
            throw new ShieldException(
                Reason.Unavailable,
                $"nothing can listen on {listen.GetLeftPart(UriPartial.Authority)}: {taken.Message}",
                "choose another address: SHIELD_LISTEN");
        }
    }
}

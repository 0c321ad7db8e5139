using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Server;

/// <summary>Reaches the server, by TCP, by TLS or by its socket.</summary>
internal static class Connector
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Connects.</summary>
    /// <returns>The connection, and the address by which this machine reached the server; null for a
    /// socket.</returns>
    /// <exception cref="PluginException">The server is not reached; the message says why.</exception>
    public static async Task<(Stream Stream, IPAddress? Local)> ConnectAsync(
        Address address, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(Patience);
        Socket? socket = null;
        try
        {
            socket = await OpenAsync(address, late.Token);
            var local = (socket.LocalEndPoint as IPEndPoint)?.Address;
            if (local?.IsIPv4MappedToIPv6 == true) local = local.MapToIPv4();
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (address.Trust is { } trust) stream = await SecureAsync(stream, address, trust, late.Token);
            return (stream, local);
        }
        catch (Exception e)
        {
            socket?.Dispose();
            if (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                throw Failure(
                    address,
                    $"no answer within {Patience.TotalSeconds} seconds"
                    + (address.Trust is null ? "" : ": does the port speak TLS?"));
            if (e is AuthenticationException or IOException or SocketException)
                throw Failure(address, WhyOf(e, address));
            throw;
        }
    }

    private static async Task<Socket> OpenAsync(Address address, CancellationToken cancellationToken)
    {
        var socket = address.IsSocket
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (address.IsSocket)
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(address.Host), cancellationToken);
            else await socket.ConnectAsync(address.Host, address.Port, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<Stream> SecureAsync(
        Stream stream, Address address, Trust trust, CancellationToken cancellationToken)
    {
        var secure = new SslStream(stream);
        await secure.AuthenticateAsClientAsync(trust.OptionsFor(address), cancellationToken);
        return secure;
    }

    private static string WhyOf(Exception fault, Address address) => fault switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "nothing listens there",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } when address.IsSocket =>
            "there is no such socket",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } =>
            "there is no such host",
        SocketException socket => Words(socket),
        _ when address.Trust is not null =>
            "TLS failed: either the port does not speak it, or the certificate is not to be trusted "
            + $"({RedisFields.CaCertificate}) or of another name, or the server wants one of ours "
            + $"({RedisFields.ClientCertificate})",
        _ => "the connection broke",
    };

    /// <summary>The library's own texts are left out of native programs.</summary>
    private static string Words(SocketException fault) =>
        System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(fault.NativeErrorCode);

    private static PluginException Failure(Address address, string why) =>
        new(PluginExit.Failed, $"cannot reach {address.Where}: {why}");
}

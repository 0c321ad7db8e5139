using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Shield.Plugins.Redis.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Replication;

/// <summary>Plays the master for one server, once, so that it takes an archive for all of its
/// data.</summary>
/// <remarks>Whoever else connects is sent away: only the server itself can know by which identifier it asks
/// to go on, since it has told that to nobody but us and its replicas.</remarks>
internal sealed class Feed : IDisposable
{
    private const int BufferBytes = 256 * 1024;
    private const int IdentifierDigits = 40;
    private const byte TlsHandshake = 0x16;
    private const int WaitingMax = 16;

    private readonly TcpListener _listener;
    private readonly X509Certificate2? _certificate;
    private readonly TaskCompletionSource _found = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Begins to listen.</summary>
    /// <exception cref="PluginException">It cannot listen there.</exception>
    public Feed(IPAddress address, int port, X509Certificate2? certificate)
    {
        _certificate = certificate;
        _listener = new TcpListener(address, port);
        try
        {
            _listener.Start(WaitingMax);
        }
        catch (SocketException e)
        {
            throw new PluginException(
                PluginExit.Failed,
                $"cannot listen on {address} port {port}, where the server is to fetch the archive: "
                + System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(e.NativeErrorCode)
                + $"\nsay in {RedisFields.ListenHost} and {RedisFields.ListenPort} where to");
        }
    }

    /// <summary>By which the server knows the history that it has got here, once it has loaded it.</summary>
    public string Identifier { get; } = RandomNumberGenerator.GetHexString(IdentifierDigits, lowercase: true);

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Ends when the server has come to fetch the archive; fails when it cannot.</summary>
    public Task Found => _found.Task;

    /// <summary>Ends when all of it is on its way to the server.</summary>
    public Task Sent => _sent.Task;

    /// <summary>Ends when the server has hung up.</summary>
    public Task Gone => _gone.Task;

    /// <summary>Serves until it is stopped.</summary>
    /// <param name="expected">The identifier by which the right one is known.</param>
    /// <param name="open">Opens the archive.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(string expected, Func<FileStream> open, CancellationToken cancellationToken)
    {
        while (true)
        {
            var socket = await _listener.AcceptSocketAsync(cancellationToken);
            // One that says nothing must not keep the right one waiting.
            _ = ServeAsync(socket, expected, open, cancellationToken);
        }
    }

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(
        Socket socket, string expected, Func<FileStream> open, CancellationToken cancellationToken)
    {
        var isOurs = false;
        try
        {
            await using var wire = new Wire(await SecureAsync(socket, cancellationToken), "the server", "");
            isOurs = await GreetAsync(wire, expected, cancellationToken);
            if (!isOurs) return;
            await SendAsync(wire, open, cancellationToken);
            while (true) await Command.ReadAsync(wire, cancellationToken);
        }
        catch (PluginException e) when (!isOurs && e.Exit == PluginExit.FieldMissing)
        {
            _found.TrySetException(e);
        }
        catch (Exception e) when (e is PluginException or IOException or AuthenticationException
            or OperationCanceledException or SocketException)
        {
            // It has hung up, or this feed is stopped.
        }
        finally
        {
            socket.Dispose();
            if (isOurs) _gone.TrySetResult();
        }
    }

    /// <summary>A server replicates over TLS or not, whatever its clients do: its first byte tells.</summary>
    private async Task<Stream> SecureAsync(Socket socket, CancellationToken cancellationToken)
    {
        var stream = new NetworkStream(socket, ownsSocket: false);
        var first = new byte[1];
        await socket.ReceiveAsync(first, SocketFlags.Peek, cancellationToken);
        if (first[0] != TlsHandshake) return stream;
        if (_certificate is null)
            throw new PluginException(
                PluginExit.FieldMissing,
                "the server replicates over TLS (tls-replication yes): set "
                + $"{RedisFields.ClientCertificate} and {RedisFields.ClientKey} to a certificate that it "
                + "trusts");
        var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificateContext =
                    SslStreamCertificateContext.Create(_certificate, null, offline: true),
            },
            cancellationToken);
        return secure;
    }

    /// <summary>Answers until the other end asks for data.</summary>
    /// <returns>Whether it is the one that was told to.</returns>
    private async Task<bool> GreetAsync(Wire wire, string expected, CancellationToken cancellationToken)
    {
        while (true)
        {
            var command = await Command.ReadAsync(wire, cancellationToken);
            if (command.Length == 0) continue;
            if (command[0].Equals("PSYNC", StringComparison.OrdinalIgnoreCase))
            {
                if (command.Length > 1 && command[1] == expected && _found.TrySetResult()) return true;
                await wire.WriteAsync("-ERR this is for another server\r\n"u8.ToArray(), cancellationToken);
                return false;
            }

            var answer = command[0].Equals("PING", StringComparison.OrdinalIgnoreCase) ? "PONG" : "OK";
            await wire.WriteAsync(Encoding.ASCII.GetBytes($"+{answer}\r\n"), cancellationToken);
        }
    }

    private async Task SendAsync(Wire wire, Func<FileStream> open, CancellationToken cancellationToken)
    {
        await using var archive = open();
        await wire.WriteAsync(
            Encoding.ASCII.GetBytes($"+FULLRESYNC {Identifier} 0\r\n${archive.Length}\r\n"),
            cancellationToken);
        var buffer = new byte[BufferBytes];
        for (int read; (read = await archive.ReadAsync(buffer, cancellationToken)) > 0;)
            await wire.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        _sent.TrySetResult();
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Shield.Plugins.S3.Tests.Ways;

/// <summary>A way to the server that breaks when it is told to.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private const int ChunkBytes = 64 * 1024;
    private static readonly string[] Methods = ["GET ", "PUT ", "POST ", "HEAD ", "DELETE "];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _serverPort;
    private readonly Task _accepting;

    public Relay(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What to do about a request, by its first lines.</summary>
    public Func<string, RelayFault?> OnRequest { get; set; } = _ => null;

    /// <summary>What comes before the requests: a handshake of TLS, or of a proxy. Null ends the
    /// connection.</summary>
    public Func<Stream, CancellationToken, Task<Stream?>> Greet { get; set; } =
        (stream, _) => Task.FromResult<Stream?>(stream);

    public async ValueTask DisposeAsync()
    {
        // Who accepts is done before there is nothing to accept from.
        await _end.CancelAsync();
        await _accepting;
        _listener.Stop();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true) serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var here = client;
        using var there = new TcpClient();
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        try
        {
            if (await Greet(here.GetStream(), cut.Token) is not { } from) return;
            await there.ConnectAsync(IPAddress.Loopback, _serverPort, cut.Token);
            var connection = new Connection(OnRequest);
            var requests = CopyAsync(from, there.GetStream(), connection.Request, cut);
            var answers = CopyAsync(there.GetStream(), from, connection.Answer, cut);
            await Task.WhenAny(requests, answers);
            await cut.CancelAsync();
            await Task.WhenAll(requests, answers);
        }
        catch (Exception e) when (IsEnd(e))
        {
            // A way that ends, ends.
        }

        // So that the other side sees a broken connection rather than its end.
        if (here.Client is { } socket) socket.LingerState = new LingerOption(true, 0);
    }

    private static async Task CopyAsync(
        Stream from, Stream to, Func<ReadOnlyMemory<byte>, int> letThrough, CancellationTokenSource cut)
    {
        var buffer = new byte[ChunkBytes];
        try
        {
            while (await from.ReadAsync(buffer, cut.Token) is > 0 and var count)
            {
                var passing = letThrough(buffer.AsMemory(0, count));
                await to.WriteAsync(buffer.AsMemory(0, passing), cut.Token);
                if (passing < count) return;
            }
        }
        catch (Exception e) when (IsEnd(e))
        {
            // Whoever waits for both sees it.
        }
    }

    private static bool IsEnd(Exception e) =>
        e is IOException or SocketException or OperationCanceledException or ObjectDisposedException
            or System.Security.Authentication.AuthenticationException;

    /// <summary>How much of each direction still passes.</summary>
    private sealed class Connection(Func<string, RelayFault?> onRequest)
    {
        private long _requestBytes = long.MaxValue;
        private long _answerBytes = long.MaxValue;

        public int Request(ReadOnlyMemory<byte> chunk)
        {
            var head = Encoding.Latin1.GetString(chunk.Span[..Math.Min(chunk.Length, 2048)]);
            if (Array.Exists(Methods, method => head.StartsWith(method, StringComparison.Ordinal))
                && onRequest(head) is { } fault)
                (_requestBytes, _answerBytes) = (fault.RequestBytes, fault.AnswerBytes);
            return Pass(ref _requestBytes, chunk.Length);
        }

        public int Answer(ReadOnlyMemory<byte> chunk) => Pass(ref _answerBytes, chunk.Length);

        private static int Pass(ref long left, int count)
        {
            var passing = (int)Math.Min(left, count);
            left -= passing;
            return passing;
        }
    }
}

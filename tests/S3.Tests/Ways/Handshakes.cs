using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Shield.Plugins.S3.Tests.Ways;

/// <summary>What comes before the requests on a connection.</summary>
internal static class Handshakes
{
    private const string Tunnel = "HTTP/1.1 200 OK\r\n\r\n";
    private const string WhoAreYou =
        "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n";
    private const byte Socks5 = 5;
    private const byte ByPassword = 2;

    /// <summary>TLS, ended here.</summary>
    public static Func<Stream, CancellationToken, Task<Stream?>> Tls(X509Certificate2 certificate) =>
        async (stream, token) =>
        {
            var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificate = certificate }, token);
            return tls;
        };

    /// <summary>A proxy of HTTP that is asked for a tunnel.</summary>
    /// <param name="account">The only one, as user:password.</param>
    public static Func<Stream, CancellationToken, Task<Stream?>> Connect(string account) =>
        async (stream, token) =>
        {
            while (true)
            {
                var head = await HeadAsync(stream, token);
                var wanted = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(account))}";
                var isKnown = head.Contains(wanted, StringComparison.Ordinal);
                if (!head.StartsWith("CONNECT ", StringComparison.Ordinal)) return null;
                await stream.WriteAsync(Encoding.ASCII.GetBytes(isKnown ? Tunnel : WhoAreYou), token);
                if (isKnown) return stream;
            }
        };

    /// <summary>A proxy of SOCKS 5, which looks names up itself.</summary>
    /// <param name="account">The only one, as user:password.</param>
    /// <param name="asked">Hears the names.</param>
    public static Func<Stream, CancellationToken, Task<Stream?>> Socks(
        string account, Action<string> asked) =>
        async (stream, token) =>
        {
            var methods = await ReadAsync(stream, (await ReadAsync(stream, 2, token))[1], token);
            if (!methods.Contains(ByPassword)) return null;
            await stream.WriteAsync(new byte[] { Socks5, ByPassword }, token);
            var user = await TextAsync(stream, skip: 1, token);
            var isKnown = $"{user}:{await TextAsync(stream, skip: 0, token)}" == account;
            await stream.WriteAsync(new byte[] { 1, (byte)(isKnown ? 0 : 1) }, token);
            if (!isKnown) return null;
            // Version, command, nothing, kind of address: a name.
            asked(await TextAsync(stream, skip: 4, token));
            await ReadAsync(stream, 2, token);
            await stream.WriteAsync(new byte[] { Socks5, 0, 0, 1, 127, 0, 0, 1, 0, 0 }, token);
            return stream;
        };

    /// <summary>A web server that has one page.</summary>
    public static Func<Stream, CancellationToken, Task<Stream?>> Page(string status, string body) =>
        async (stream, token) =>
        {
            await HeadAsync(stream, token);
            var head = $"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\n";
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes(head + "Content-Type: text/html\r\n\r\n" + body), token);
            return null;
        };

    private static async Task<string> HeadAsync(Stream stream, CancellationToken token)
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append((char)(await ReadAsync(stream, 1, token))[0]);
        return head.ToString();
    }

    private static async Task<string> TextAsync(Stream stream, int skip, CancellationToken token)
    {
        await ReadAsync(stream, skip, token);
        var length = (await ReadAsync(stream, 1, token))[0];
        return Encoding.UTF8.GetString(await ReadAsync(stream, length, token));
    }

    private static async Task<byte[]> ReadAsync(Stream stream, int count, CancellationToken token)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, token);
        return bytes;
    }
}

using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Shield.Api.Client;

/// <summary>The connection under the client, and its troubles in words.</summary>
internal static class Transport
{
    public static HttpClient Open(ClientOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = ClientOptions.ConnectTimeout,

            // A redirect would turn a POST into a GET and carry the token to a stranger.
            AllowAutoRedirect = false,

            // A proxy cannot reach what this machine calls itself, and asking for one costs start-up time.
            UseProxy = !options.Core.IsLoopback,
            UseCookies = false,
        };
        if (options.SkipTlsChecks) TrustAnyone(handler);

        var http = new HttpClient(handler)
        {
            BaseAddress = WithSlash(options.Core),
            Timeout = ClientOptions.AnswerTimeout,
        };
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (options.Token is { } token)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return http;
    }

    /// <summary>Why a request came to nothing. Native programs carry no texts of the framework, so the
    /// reasons people meet are said here.</summary>
    public static string Reason(HttpRequestException failure) => failure switch
    {
        { InnerException: SocketException socket } => Reason(socket.SocketErrorCode),
        { InnerException: AuthenticationException }
            or { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            "its certificate is not trusted, or it does not speak TLS",
        { HttpRequestError: HttpRequestError.NameResolutionError } => "no such host",
        { HttpRequestError: HttpRequestError.ConnectionError } => "no connection",
        { HttpRequestError: HttpRequestError.InvalidResponse } => "what answers there does not speak HTTP",
        _ => "the connection broke",
    };

    /// <summary>Why there is no connection.</summary>
    public static string Reason(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.TimedOut => "no connection in time",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "no such host",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "no route to it",
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.NotConnected =>
            "the connection broke",
        _ => $"no connection ({error})",
    };

    /// <summary>True when there was a connection and it broke, so that the core may have acted.</summary>
    public static bool WasConnected(HttpRequestException failure) =>
        failure.HttpRequestError is not HttpRequestError.SecureConnectionError
        && (failure.HttpRequestError is HttpRequestError.ResponseEnded
            || failure.InnerException is IOException);

    private static void TrustAnyone(SocketsHttpHandler handler)
    {
        // The person asked for it by name (-k), for a core whose certificate signs itself.
#pragma warning disable CA5359
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
    }

    /// <summary>Without the slash the last part of the address would be replaced, not continued.</summary>
    private static Uri WithSlash(Uri core) =>
        core.AbsoluteUri.EndsWith('/') ? core : new Uri(core.AbsoluteUri + "/");
}

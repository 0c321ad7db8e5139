using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.S3.Server;

/// <summary>How the server is reached: whom to trust, and through which proxy. Nothing of the agent's
/// environment counts.</summary>
internal sealed class WebAccess : HttpClientFactory, IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(10);
    private static readonly string[] ProxySchemes = ["http", "https", "socks4", "socks4a", "socks5"];

    private readonly HttpClient _http;

    public WebAccess(Endpoint endpoint)
    {
        var proxy = ProxyOf(endpoint);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = ConnectTimeout,
            // A name may lead elsewhere while a long upload runs.
            PooledConnectionLifetime = ConnectionLifetime,
            UseProxy = proxy is not null,
            Proxy = proxy,
        };
        Trust(handler.SslOptions, endpoint);
        // Each request has a deadline of its own, that moves as long as bytes do.
        _http = new HttpClient(new PlainHandler(handler)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>What was wrong with the last certificate that a server has shown; null for nothing.</summary>
    public string? CertificateFault { get; private set; }

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _http;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public void Dispose() => _http.Dispose();

    private static OnlyProxy? ProxyOf(Endpoint endpoint)
    {
        var user = endpoint.Text(S3Fields.ProxyUser);
        var password = endpoint.Text(S3Fields.ProxyPassword);
        if (endpoint.Text(S3Fields.Proxy) is not { } text)
        {
            return user is null && password is null
                ? null
                : throw Endpoint.Invalid(
                    user is null ? S3Fields.ProxyPassword : S3Fields.ProxyUser, $"needs {S3Fields.Proxy}");
        }

        var url = new Uri(text);
        if (!ProxySchemes.Contains(url.Scheme))
            throw Endpoint.Invalid(
                S3Fields.Proxy, $"must begin with one of {string.Join(", ", ProxySchemes)}");
        if (url.UserInfo.Length > 0)
            throw Endpoint.Invalid(
                S3Fields.Proxy,
                $"must not hold a user or password: put them into {S3Fields.ProxyUser} and "
                + S3Fields.ProxyPassword);
        return new OnlyProxy(url, user is null ? null : new NetworkCredential(user, password));
    }

    private void Trust(SslClientAuthenticationOptions tls, Endpoint endpoint)
    {
        var skips = endpoint.Flag(S3Fields.SkipSslValidation);
        tls.RemoteCertificateValidationCallback = (_, _, chain, faults) =>
        {
            CertificateFault = faults == SslPolicyErrors.None ? null : WordsFor(faults, chain);
            return skips || faults == SslPolicyErrors.None;
        };
        if (endpoint.Text(S3Fields.CaCert) is not { } pem) return;
        tls.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        tls.CertificateChainPolicy.CustomTrustStore.AddRange(Certificates(pem));
    }

    private static string WordsFor(SslPolicyErrors faults, X509Chain? chain)
    {
        var status = (chain?.ChainStatus ?? []).Aggregate(
            X509ChainStatusFlags.NoError, (all, next) => all | next.Status);
        return status.HasFlag(X509ChainStatusFlags.NotTimeValid)
            ? "it has expired or is not valid yet: renew it, or set the clock of this machine"
            : faults.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
                ? $"it is for another name: check {S3Fields.Host} and {S3Fields.UrlStyle}"
                : $"nobody trusted vouches for it: give its certificate authority in {S3Fields.CaCert}";
    }

    private static X509Certificate2Collection Certificates(string pem)
    {
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            found.Clear();
        }

        return found.Count > 0 ? found : throw Endpoint.Invalid(S3Fields.CaCert, "holds no certificate");
    }

    /// <summary>The platform's own would leave some hosts out.</summary>
    private sealed class OnlyProxy(Uri url, ICredentials? credentials) : IWebProxy
    {
        public ICredentials? Credentials { get; set; } = credentials;

        public Uri GetProxy(Uri destination) => url;

        public bool IsBypassed(Uri host) => false;
    }
}

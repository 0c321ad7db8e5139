using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Rabbitmq.Server;

/// <summary>Which certificates of a server are good.</summary>
internal sealed class Trust
{
    private readonly bool _any;
    private readonly X509Certificate2Collection? _authorities;

    private Trust(bool any, X509Certificate2Collection? authorities)
    {
        _any = any;
        _authorities = authorities;
    }

    public static Trust Of(Endpoint endpoint)
    {
        var any = endpoint.Flag(RabbitmqFields.SkipSslValidation);
        if (endpoint.Text(RabbitmqFields.CaCertificate) is not { } pem) return new Trust(any, null);
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            authorities.Clear();
        }

        return authorities.Count > 0 ? new Trust(any, authorities) : throw Endpoint.Invalid(
            RabbitmqFields.CaCertificate, "has no certificate that can be read");
    }

    /// <summary>Judges a certificate, as the callbacks of .NET's TLS ask for it.</summary>
    /// <param name="sender">Who asks.</param>
    /// <param name="certificate">The server's.</param>
    /// <param name="chain">Built with the machine's authorities.</param>
    /// <param name="errors">What is wrong by those.</param>
    public bool Accepts(
        object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (_any || errors == SslPolicyErrors.None) return true;
        // A wrong name stays wrong, whoever signed it.
        if (_authorities is null || errors != SslPolicyErrors.RemoteCertificateChainErrors
            || certificate is not X509Certificate2 server || chain is null) return false;
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var element in chain.ChainElements) own.ChainPolicy.ExtraStore.Add(element.Certificate);
        return own.Build(server);
    }
}

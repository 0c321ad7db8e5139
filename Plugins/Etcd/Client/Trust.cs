using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Etcd.Client;

/// <summary>Whom we trust, and who we are.</summary>
internal static class Trust
{
    /// <exception cref="PluginException">Exit code 13: a certificate or key cannot be read.</exception>
    public static SslClientAuthenticationOptions For(EtcdSettings settings)
    {
        var options = new SslClientAuthenticationOptions();
        if (settings.CaCert is { } authorities)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(
                Read(EtcdFields.CaCert, () => Authorities(authorities)));
        }

        if (settings is { ClientCert: { } certificate, ClientKey: { } key })
        {
            var own = Read(EtcdFields.ClientCert, () => X509Certificate2.CreateFromPem(certificate, key));
            options.ClientCertificates = [own];
        }

        return options;
    }

    private static X509Certificate2Collection Authorities(string pem)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPem(pem);
        return all.Count > 0 ? all : throw new CryptographicException();
    }

    private static T Read<T>(string field, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw Endpoint.Invalid(field, "cannot be read as a certificate, or its key is not its own");
        }
    }
}

using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Server;

/// <summary>Whom a connection by TLS believes.</summary>
internal sealed class Trust
{
    private const string NoCertificate = "holds no certificate";

    private readonly X509Certificate2Collection? _authorities;
    private readonly bool _isBlind;

    private Trust(X509Certificate2Collection? authorities, bool isBlind)
    {
        _authorities = authorities;
        _isBlind = isBlind;
    }

    public static Trust Read(Endpoint endpoint)
    {
        X509Certificate2Collection? authorities = null;
        if (endpoint.Text(RedisFields.CaCertificate) is { } pem)
        {
            authorities = [];
            Parse(RedisFields.CaCertificate, () => authorities.ImportFromPem(pem));
            if (authorities.Count == 0) throw Endpoint.Invalid(RedisFields.CaCertificate, NoCertificate);
        }

        return new Trust(authorities, endpoint.Flag(RedisFields.SkipValidation));
    }

    /// <summary>The client's own certificate with its key; null where none is given.</summary>
    public static X509Certificate2? ReadCertificate(Endpoint endpoint)
    {
        var certificate = endpoint.Text(RedisFields.ClientCertificate);
        var key = endpoint.Text(RedisFields.ClientKey);
        if (certificate is null && key is null) return null;
        if (certificate is null || key is null)
            throw new PluginException(
                PluginExit.FieldMissing,
                $"endpoint fields '{RedisFields.ClientCertificate}' and '{RedisFields.ClientKey}' belong "
                + "together");
        X509Certificate2? read = null;
        Parse(RedisFields.ClientKey, () => read = X509Certificate2.CreateFromPem(certificate, key));
        return read;
    }

    /// <summary>How a client connects.</summary>
    public SslClientAuthenticationOptions OptionsFor(Address address) => new()
    {
        TargetHost = address.Host,
        ClientCertificateContext = address.Certificate is { } own
            ? SslStreamCertificateContext.Create(own, null, offline: true)
            : null,
        CertificateChainPolicy = ChainPolicy(),
        // Whoever set the field asked for it; its help says what it costs.
#pragma warning disable CA5359
        RemoteCertificateValidationCallback = _isBlind ? (_, _, _, _) => true : null,
#pragma warning restore CA5359
    };

    private X509ChainPolicy? ChainPolicy()
    {
        if (_authorities is null) return null;
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(_authorities);
        return policy;
    }

    private static void Parse(string field, Action parse)
    {
        try
        {
            parse();
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            // The library's own words may quote the key.
            throw Endpoint.Invalid(field, "cannot be read, or does not fit its other half");
        }
    }
}

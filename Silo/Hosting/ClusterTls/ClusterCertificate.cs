using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Silo.Hosting.Keys;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Hosting.ClusterTls;

/// <summary>By what this silo is known to the others, and what it asks of them: a certificate of the
/// cluster's own authority and of no other, TLS 1.2 or newer, and no session taken up again.</summary>
internal sealed class ClusterCertificate : IDisposable
{
    private const string Help = "docs/operations.md says how to make one";
    private static readonly Oid OfServer = new("1.3.6.1.5.5.7.3.1"), OfClient = new("1.3.6.1.5.5.7.3.2");

    private readonly string _file;
    private readonly X509Certificate2 _own;
    private readonly X509Certificate2Collection _chain = [];
    private readonly X509Certificate2Collection _authority = [];
    private readonly SslStreamCertificateContext _shown;

    private ClusterCertificate(SiloTlsFiles files)
    {
        _file = files.Cert;
        _own = X509Certificate2.CreateFromPemFile(files.Cert, files.Key);
        _chain.ImportFromPemFile(files.Cert);
        _authority.ImportFromPemFile(files.Ca);
        _shown = SslStreamCertificateContext.Create(_own, _chain, offline: true);
        Names = CertificateNames.Of(_own);
    }

    /// <summary>Whom it names.</summary>
    public CertificateNames Names { get; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset EndsAt => new(_own.NotAfter.ToUniversalTime());

    /// <summary>Reads the files as they are.</summary>
    public static ClusterCertificate Open(SiloTlsFiles files) => new(files);

    /// <summary>Reads the files, and makes sure that the other silos will accept what is in them.</summary>
    /// <exception cref="ShieldException">Others may use the key (Conflict), or the certificate would be
    /// refused (Invalid).</exception>
    public static ClusterCertificate Load(SiloTlsFiles files)
    {
        KeyFile.EnsurePrivate(files.Key);
        var loaded = Open(files);
        if (loaded.WhyRefused() is not { } why) return loaded;
        loaded.Dispose();
        throw new ShieldException(
            Reason.Invalid, $"{Setting.SiloCert.Name} {files.Cert} would be refused: it {why}", Help);
    }

    /// <summary>Fails unless it names where this silo is reached, and the agent that it is.</summary>
    /// <exception cref="ShieldException">It does not (Invalid).</exception>
    public void EnsureNames(IPAddress silo, AgentAddress? agent)
    {
        if (!Names.Has(silo)) throw Nameless($"{silo}", Setting.Silo);
        if (agent is { } one && !Names.Has(one)) throw Nameless(CertificateNames.HostOf(one), Setting.Agent);
    }

    /// <summary>How this silo calls another.</summary>
    public SslClientAuthenticationOptions ForCalling(
        IPAddress silo, RemoteCertificateValidationCallback isAccepted) => new()
        {
            TargetHost = $"{silo}",
            ClientCertificateContext = _shown,
            CertificateChainPolicy = Policy(OfServer),
            RemoteCertificateValidationCallback = isAccepted,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            AllowRenegotiation = false,
            AllowTlsResume = false,
        };

    /// <summary>How this silo lets itself be called.</summary>
    public SslServerAuthenticationOptions ForAnswering(
        RemoteCertificateValidationCallback isAccepted) => new()
        {
            ServerCertificateContext = _shown,
            ClientCertificateRequired = true,
            CertificateChainPolicy = Policy(OfClient),
            RemoteCertificateValidationCallback = isAccepted,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            AllowRenegotiation = false,
            AllowTlsResume = false,
        };

    /// <inheritdoc />
    public void Dispose()
    {
        _own.Dispose();
        foreach (var one in _chain.Concat(_authority)) one.Dispose();
    }

    private string? WhyRefused()
    {
        foreach (var use in (Oid[])[OfServer, OfClient])
        {
            using var chain = new X509Chain { ChainPolicy = Policy(use) };
            chain.ChainPolicy.ExtraStore.AddRange(_chain);
            var isAccepted = chain.Build(_own);
            var why = isAccepted ? null : ChainFaults.Explain(chain);
            foreach (var element in chain.ChainElements) element.Certificate.Dispose();
            if (why is not null) return why;
        }

        return null;
    }

    private ShieldException Nameless(string name, Setting setting) => new(
        Reason.Invalid,
        $"{Setting.SiloCert.Name} {_file} does not name {name}, as {setting.Name} does",
        Help);

    // One for each connection: the stream puts the other's chain into it.
    private X509ChainPolicy Policy(Oid use)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            DisableCertificateDownloads = true,

            // A private authority has nobody to ask. Whom it no longer trusts is left out by a new authority.
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(_authority);
        policy.ApplicationPolicy.Add(use);
        return policy;
    }
}

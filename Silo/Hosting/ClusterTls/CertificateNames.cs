using System.Net;
using System.Security.Cryptography.X509Certificates;
using Shield.Domain.Agents;

namespace Shield.Silo.Hosting.ClusterTls;

/// <summary>Whom a certificate names: its subject alternative names, word for word. A wildcard names nobody,
/// and neither does the subject.</summary>
internal sealed class CertificateNames
{
    private readonly HashSet<IPAddress> _addresses = [];
    private readonly HashSet<string> _hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the names of a certificate.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">They are malformed.</exception>
    public static CertificateNames Of(X509Certificate2 certificate)
    {
        var names = new CertificateNames();
        foreach (var extension in certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>())
        {
            names._addresses.UnionWith(extension.EnumerateIPAddresses());
            names._hosts.UnionWith(extension.EnumerateDnsNames());
        }

        return names;
    }

    /// <summary>Whether it names an address.</summary>
    public bool Has(IPAddress address) => _addresses.Contains(address);

    /// <summary>Whether it names the host of an agent, which is a name or an address.</summary>
    public bool Has(AgentAddress agent)
    {
        var host = HostOf(agent);
        return IPAddress.TryParse(host, out var address) ? Has(address) : _hosts.Contains(host);
    }

    /// <summary>The host of an agent, without its port and without brackets.</summary>
    public static string HostOf(AgentAddress agent) =>
        agent.Value[..agent.Value.LastIndexOf(':')].TrimStart('[').TrimEnd(']');
}

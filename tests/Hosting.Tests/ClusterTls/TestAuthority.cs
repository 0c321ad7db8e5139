using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Hosting.Tests.ClusterTls;

/// <summary>A private authority, and the certificates that it gives to silos.</summary>
internal sealed class TestAuthority : IDisposable
{
    public const string ServerAuth = "1.3.6.1.5.5.7.3.1", ClientAuth = "1.3.6.1.5.5.7.3.2";

    private static readonly TimeSpan Life = TimeSpan.FromDays(90);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _own;

    public TestAuthority()
    {
        var request = new CertificateRequest("CN=cluster", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _own = request.CreateSelfSigned(Now - Life, Now + Life);
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>Files of a silo that are as they should be.</summary>
    /// <param name="folder">Where they are made.</param>
    /// <param name="names">The names of its certificate: addresses or hosts.</param>
    public SiloTlsFiles Issue(TempFolder folder, params string[] names) =>
        Issue(folder, names, -Life / 2, Life / 2, ServerAuth, ClientAuth);

    /// <summary>Files of a silo.</summary>
    /// <param name="folder">Where they are made.</param>
    /// <param name="names">The names of its certificate: addresses or hosts.</param>
    /// <param name="from">From when on it is valid, seen from now.</param>
    /// <param name="to">Until when.</param>
    /// <param name="uses">For what; for anything when there is none.</param>
    public SiloTlsFiles Issue(
        TempFolder folder, string[] names, TimeSpan from, TimeSpan to, params string[] uses)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var san = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address)) san.AddIpAddress(address);
            else san.AddDnsName(name);
        }

        if (names.Length > 0) request.CertificateExtensions.Add(san.Build());
        var oids = new OidCollection();
        foreach (var use in uses) oids.Add(new Oid(use));
        if (uses.Length > 0)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(oids, critical: false));
        using var made = request.Create(_own, Now + from, Now + to, Guid.NewGuid().ToByteArray());
        var files = FilesIn(folder);
        File.WriteAllText(files.Cert, made.ExportCertificatePem());
        File.WriteAllText(files.Key, key.ExportPkcs8PrivateKeyPem());
        File.SetUnixFileMode(files.Key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(files.Ca, _own.ExportCertificatePem());
        return files;
    }

    public void Dispose()
    {
        _own.Dispose();
        _key.Dispose();
    }

    private static SiloTlsFiles FilesIn(TempFolder folder)
    {
        var name = Guid.NewGuid().ToString("n");
        return new(folder.File($"{name}.crt"), folder.File($"{name}.key"), folder.File($"{name}.ca"));
    }
}

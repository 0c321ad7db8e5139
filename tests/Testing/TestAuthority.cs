using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shield.Silo.Hosting.Settings;

namespace Shield.Testing;

/// <summary>A private authority, and the certificates that it gives to silos.</summary>
public sealed class TestAuthority : IDisposable
{
    public const string ServerAuth = "1.3.6.1.5.5.7.3.1", ClientAuth = "1.3.6.1.5.5.7.3.2";

    private static readonly TimeSpan Life = TimeSpan.FromDays(90);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _own;
    private readonly TestAuthority? _above;

    /// <summary>Makes one.</summary>
    /// <param name="above">The authority that vouches for it, and that silos trust; null for itself.</param>
    public TestAuthority(TestAuthority? above = null)
    {
        var name = above is null ? "CN=cluster" : "CN=below";
        var request = new CertificateRequest(name, _key, HashAlgorithmName.SHA256);
        var isLast = above is not null;
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, isLast, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _above = above;
        _own = above is null
            ? request.CreateSelfSigned(Now - Life, Now + Life)
            : Sign(request, above, Now - Life, Now + (Life / 2));
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>Files of a silo that are as they should be.</summary>
    /// <param name="folder">Where they are made.</param>
    /// <param name="names">The names of its certificate: addresses or hosts.</param>
    public SiloTlsFiles Issue(string folder, params string[] names) =>
        Issue(folder, names, -Life / 2, Life / 2, ServerAuth, ClientAuth);

    /// <summary>Files of a silo.</summary>
    /// <param name="folder">Where they are made.</param>
    /// <param name="names">The names of its certificate: addresses or hosts.</param>
    /// <param name="from">From when on it is valid, seen from now.</param>
    /// <param name="to">Until when.</param>
    /// <param name="uses">For what; for anything when there is none.</param>
    public SiloTlsFiles Issue(
        string folder, string[] names, TimeSpan from, TimeSpan to, params string[] uses)
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
        using var made = Sign(request, this, Now + from, Now + to);
        var files = FilesIn(folder);
        var chain = _above is null ? "" : "\n" + _own.ExportCertificatePem();
        File.WriteAllText(files.Cert, made.ExportCertificatePem() + chain);
        File.WriteAllText(files.Key, key.ExportPkcs8PrivateKeyPem());
        File.SetUnixFileMode(files.Key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(files.Ca, (_above ?? this)._own.ExportCertificatePem());
        return files;
    }

    public void Dispose()
    {
        _own.Dispose();
        _key.Dispose();
    }

    private static X509Certificate2 Sign(
        CertificateRequest request, TestAuthority by, DateTimeOffset from, DateTimeOffset to)
    {
        var signature = X509SignatureGenerator.CreateForECDsa(by._key);
        return request.Create(by._own.SubjectName, signature, from, to, Guid.NewGuid().ToByteArray());
    }

    private static SiloTlsFiles FilesIn(string folder)
    {
        var name = Guid.NewGuid().ToString("n");
        return new(In("crt"), In("key"), In("ca"));

        string In(string kind) => Path.Combine(folder, $"{name}.{kind}");
    }
}

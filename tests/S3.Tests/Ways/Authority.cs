using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Shield.Plugins.S3.Tests.Ways;

/// <summary>A certificate authority of a test's own.</summary>
internal sealed class Authority : IDisposable
{
    private static readonly DateTimeOffset Past = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Future = new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ECDsa _key = ECDsa.Create();
    private readonly X509Certificate2 _certificate;

    public Authority()
    {
        var request = new CertificateRequest("CN=tests", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _certificate = request.CreateSelfSigned(Past, Future);
    }

    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>A server's certificate.</summary>
    /// <param name="address">For whom.</param>
    /// <param name="hasExpired">Whether it is over.</param>
    public X509Certificate2 Issue(IPAddress address, bool hasExpired = false)
    {
        using var key = ECDsa.Create();
        var request = new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(address);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(
            _certificate, Past, hasExpired ? Past.AddDays(1) : Future, [1, 2, 3, 4]);
        using var whole = issued.CopyWithPrivateKey(key);
        // The server side wants a key that has been stored.
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }
}

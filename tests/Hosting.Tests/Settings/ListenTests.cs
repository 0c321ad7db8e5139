using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Hosting.Tests.Settings;

public sealed class ListenTests
{
    private static readonly (string Cert, string Key) One = Make(), Other = Make();

    [Theory]
    [InlineData("http://0.0.0.0:8888", "http://0.0.0.0:8888/")]
    [InlineData("http://[::]:80", "http://[::]/")]
    [InlineData("http://localhost:0", "http://localhost:0/")]
    public void It_may_listen_on_any_address(string text, string url)
    {
        var settings = Read(("SHIELD_LISTEN", text)).Settings!;

        Assert.Equal(url, settings.Listen.AbsoluteUri);
        Assert.Null(settings.Tls);
    }

    [Theory]
    [InlineData("http://0.0.0.0:8888", "https://0.0.0.0:8888/")]
    [InlineData("https://10.0.0.5", "https://10.0.0.5/")]
    [InlineData("", "https://127.0.0.1:8888/")]
    public void A_certificate_and_its_key_make_it_https(string text, string url)
    {
        var settings = Read(
            ("SHIELD_LISTEN", text), ("SHIELD_TLS_CERT", "/cert"), ("SHIELD_TLS_KEY", "/key")).Settings!;

        Assert.Equal(url, settings.Listen.AbsoluteUri);
        Assert.Equal(new TlsFiles("/cert", "/key"), settings.Tls);
    }

    [Theory]
    [InlineData("/cert", "", "SHIELD_TLS_CERT and SHIELD_TLS_KEY: set both or neither")]
    [InlineData("", "/key", "SHIELD_TLS_CERT and SHIELD_TLS_KEY: set both or neither")]
    [InlineData("/gone", "/key", "SHIELD_TLS_CERT is \"/gone\", which cannot be read")]
    [InlineData("/cert", "/gone", "SHIELD_TLS_KEY is \"/gone\", which cannot be read")]
    [InlineData("/cert", "/other", "SHIELD_TLS_CERT and SHIELD_TLS_KEY are no certificate and its key")]
    [InlineData("/cert", "/cert", "SHIELD_TLS_CERT and SHIELD_TLS_KEY are no certificate and its key")]
    [InlineData("/text", "/text", "SHIELD_TLS_CERT and SHIELD_TLS_KEY are no certificate and its key")]
    public void What_is_no_pair_is_one_clear_line(string cert, string key, string line)
    {
        var reading = Read(
            ("SHIELD_LISTEN", "https://10.0.0.5"), ("SHIELD_TLS_CERT", cert), ("SHIELD_TLS_KEY", key));

        Assert.Null(reading.Settings);
        Assert.StartsWith(line, reading.Faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Https_without_a_certificate_is_one_clear_line()
    {
        var fault = Assert.Single(Read(("SHIELD_LISTEN", "https://10.0.0.5")).Faults);

        Assert.EndsWith("needs SHIELD_TLS_CERT and SHIELD_TLS_KEY", fault, StringComparison.Ordinal);
    }

    private static SettingsReading Read(params (string Name, string Value)[] set) => SettingsReader.Read(
        name => name is "HOME" ? "/h" : set.FirstOrDefault(pair => pair.Name == name).Value,
        null,
        "thishost",
        file => file switch
        {
            "/cert" => One.Cert,
            "/key" => One.Key,
            "/other" => Other.Key,
            "/text" => "no PEM",
            _ => null,
        });

    private static (string Cert, string Key) Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var from = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var certificate = request.CreateSelfSigned(from, from.AddYears(1));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Shield.Servers;

namespace Shield.Plugins.Mysql.Tests;

/// <summary>On a server that has TLS, from an authority of the tests' own.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("shield-mysql-tls-").FullName;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private MysqlServer _server = null!;
    private Sandbox _box = null!;
    private X509Certificate2 _authority = null!;

    public async ValueTask InitializeAsync()
    {
        // The server reads them as a user of its own.
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        _authority = Authority("Tests");
        File.WriteAllText(PathOf("ca.pem"), _authority.ExportCertificatePem());
        Write("server");
        Write("client");
        _server = await MysqlServer.StartAsync(
            $"--ssl-ca={PathOf("ca.pem")} --ssl-cert={PathOf("server.pem")} "
            + $"--ssl-key={PathOf("server.key")}");
        _box = new Sandbox(_server);
        _box.Good("""
            make_small
            sql <<<"CREATE USER \`$db-x509\`@'%' IDENTIFIED BY 'x' REQUIRE X509"
            sql <<<"GRANT ALL ON *.* TO \`$db-x509\`@'%'"
            """);
    }

    [Fact]
    public void A_server_is_checked_against_its_authority()
    {
        var mine = With("verify-full", File.ReadAllText(PathOf("ca.pem")));
        var foreign = With("verify-full", Authority("Others").ExportCertificatePem());
        var any = With("require", null);

        var (good, output, _) = _box.Run(mine, "\"$my\" backup 2>/dev/null | tail -n 1 | grep -c 'end {'");
        var (bad, nothing, errors) = _box.Run(foreign, "\"$my\" backup");
        var (taken, _, _) = _box.Run(any, "\"$my\" validate");

        Assert.Equal((0, "1"), (good, output));
        Assert.Equal((3, ""), (bad, nothing));
        Assert.Contains("TLS with 127.0.0.1", errors, StringComparison.Ordinal);
        Assert.Equal(0, taken);
    }

    [Fact]
    public void An_account_may_have_to_show_a_certificate()
    {
        var shown = With("verify-full", File.ReadAllText(PathOf("ca.pem")));
        shown["mysql_user"] = _box.Database + "-x509";
        shown["mysql_password"] = "x";
        var hidden = shown.DeepClone().AsObject();
        shown["mysql_ssl_cert"] = File.ReadAllText(PathOf("client.pem"));
        shown["mysql_ssl_key"] = File.ReadAllText(PathOf("client.key"));

        Assert.Equal(0, _box.Run(shown, "\"$my\" validate").Exit);
        Assert.Equal(3, _box.Run(hidden, "\"$my\" validate").Exit);
    }

    public async ValueTask DisposeAsync()
    {
        _box.Dispose();
        await _server.DisposeAsync();
        _authority.Dispose();
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(Yesterday, Yesterday.AddYears(10));
    }

    private static DateTimeOffset Yesterday => TimeProvider.System.GetUtcNow().AddDays(-1);

    private string PathOf(string name) => Path.Join(_folder, name);

    private void Write(string name)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(
            _authority, Yesterday, Yesterday.AddYears(1), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(PathOf($"{name}.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(PathOf($"{name}.key"), _key.ExportPkcs8PrivateKeyPem());
    }

    private JsonObject With(string mode, string? authority)
    {
        var endpoint = _box.EndpointWith("mysql_ssl_mode", mode);
        if (authority is not null) endpoint["mysql_ssl_ca"] = authority;
        return endpoint;
    }
}

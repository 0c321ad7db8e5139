using Shield.Testing;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Hosting.Tests.Settings;

public sealed class SiloTlsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private readonly SiloTlsFiles _files;

    public SiloTlsTests() => _files = _authority.Issue(_folder.Path, "10.0.0.5");

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("10.0.0.5", "10.0.0.5:0")]
    [InlineData("10.0.0.5:11111", "10.0.0.5:11111")]
    [InlineData("[2001:db8::5]:11111", "[2001:db8::5]:11111")]
    [InlineData("127.0.0.1:11111", "127.0.0.1:11111")]
    [InlineData("", "127.0.0.1:0")]
    public void With_certificates_a_silo_may_be_at_any_address(string silo, string place)
    {
        var settings = Read(silo, _files.Cert, _files.Key, _files.Ca).Settings!;

        Assert.Equal(place, settings.Silo.ToString());
        Assert.Equal(_files, settings.SiloTls);
    }

    [Theory]
    [InlineData("10.0.0.5")]
    [InlineData("[2001:db8::5]:11111")]
    public void Without_certificates_it_is_on_loopback(string silo)
    {
        var fault = Assert.Single(Read(silo, "", "", "").Faults);

        Assert.Equal(
            $"SHIELD_SILO is \"{silo}\": expected an address on loopback, or SHIELD_SILO_CERT,"
            + " SHIELD_SILO_KEY and SHIELD_SILO_CA set as well",
            fault);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("[::]:11111")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:10.0.0.5")]
    [InlineData("db1")]
    public void What_is_no_address_of_one_machine_is_one_clear_line(string silo)
    {
        var fault = Assert.Single(Read(silo, _files.Cert, _files.Key, _files.Ca).Faults);

        Assert.StartsWith($"SHIELD_SILO is \"{silo}\": expected an address", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    public void A_part_of_the_three_is_one_clear_line(bool cert, bool key, bool ca)
    {
        var fault = Assert.Single(Read(
            "10.0.0.5", cert ? _files.Cert : "", key ? _files.Key : "", ca ? _files.Ca : "").Faults);

        Assert.Equal(
            "SHIELD_SILO_CERT, SHIELD_SILO_KEY and SHIELD_SILO_CA: set all three or none", fault);
    }

    [Fact]
    public void A_file_that_cannot_be_read_or_holds_something_else_is_one_clear_line()
    {
        var other = _authority.Issue(_folder.Path, "10.0.0.5").Key;
        (string Told, string Cert, string Key, string Ca)[] all =
        [
            ("SHIELD_SILO_CERT is \"/gone\", which cannot be read", "/gone", _files.Key, _files.Ca),
            ("SHIELD_SILO_KEY is \"/gone\", which cannot be read", _files.Cert, "/gone", _files.Ca),
            ("SHIELD_SILO_CA is \"/gone\", which cannot be read", _files.Cert, _files.Key, "/gone"),
            ("SHIELD_SILO_CERT and SHIELD_SILO_KEY are no certificate and its key: expected PEM, the key not"
                + " encrypted", _files.Cert, other, _files.Ca),
            ($"SHIELD_SILO_CA is \"{_files.Key}\", which holds no certificate: expected PEM",
                _files.Cert, _files.Key, _files.Key),
        ];

        Assert.All(all, one => Assert.Equal(
            one.Told, Assert.Single(Read("10.0.0.5", one.Cert, one.Key, one.Ca).Faults)));
    }

    private static SettingsReading Read(string silo, string cert, string key, string ca) =>
        SettingsReader.Read(
            name => name switch
            {
                "HOME" => "/h",
                "SHIELD_SILO" => silo,
                "SHIELD_SILO_CERT" => cert,
                "SHIELD_SILO_KEY" => key,
                "SHIELD_SILO_CA" => ca,
                _ => null,
            },
            null,
            "thishost",
            file => File.Exists(file) ? File.ReadAllText(file) : null);
}

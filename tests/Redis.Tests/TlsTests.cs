using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Shield.Servers;

namespace Shield.Plugins.Redis.Tests;

/// <summary>A server that speaks TLS to its clients and to its master, and asks who they are.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private readonly string _folder = Path.Join(Path.GetTempPath(), $"shield-test-tls-{Guid.NewGuid():n}");
    private readonly int _port = FreePort();
    private RedisServer _server = null!;
    private Sandbox _box = null!;

    public async ValueTask InitializeAsync()
    {
        // The server runs as a user of its own, and has to read its key.
        Directory.CreateDirectory(_folder);
        using (var maker = new Maker())
        {
            maker.Good([], $$"""
                cd '{{_folder}}'
                key="-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
                openssl req -x509 $key -keyout ca.key -out ca.pem -subj /CN=authority -days 2
                openssl req -x509 $key -keyout x.key -out other.pem -subj /CN=other -days 2
                for who in server client elsewhere; do
                  openssl req $key -keyout $who.key -out $who.csr -subj /CN=$who
                  name=IP:127.0.0.1; [[ $who != elsewhere ]] || name=DNS:elsewhere
                  openssl x509 -req -in $who.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 \
                    -extfile <(echo subjectAltName=$name) -out $who.pem
                done 2>/dev/null
                chmod 644 *
                """);
        }

        _server = await RedisServer.StartAsync(OptionsFor("server"));
        _box = new Sandbox(_server);
    }

    [Fact]
    public void A_backup_and_a_restore_go_over_tls_in_both_directions()
    {
        var output = _box.Good(Endpoint(), """
            make_all; state >before; "$redis" validate 2>/dev/null; "$redis" fingerprint >print
            "$redis" backup >archive; r FLUSHALL >/dev/null; r FUNCTION FLUSH >/dev/null
            "$redis" restore <archive; state | diff before -; "$redis" fingerprint | diff print -
            """);

        Assert.Empty(output);
    }

    [Theory]
    [InlineData("redis_ca_cert", "other.pem", "TLS failed")]
    [InlineData("redis_ca_cert", null, "TLS failed")]
    [InlineData("redis_client_cert", null, "redis_client_cert")]
    public void Whoever_is_not_to_be_trusted_is_not(string field, string? file, string said)
    {
        var endpoint = Endpoint();
        if (file is null) endpoint.Remove(field);
        else endpoint[field] = Read(file);
        if (field == "redis_client_cert") endpoint.Remove("redis_client_key");

        var (exit, _, errors) = _box.Run(endpoint, "\"$redis\" backup | wc -c");

        Assert.Equal(4, exit);
        Assert.Contains(said, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_another_name_is_refused_unless_nobody_is_checked()
    {
        await _server.KillAsync();
        await _server.RestartAsync(OptionsFor("elsewhere"));
        var endpoint = Endpoint();

        Assert.Equal(4, _box.Run(endpoint, "\"$redis\" validate").Exit);
        endpoint["skip_ssl_validation"] = true;
        endpoint.Remove("redis_ca_cert");
        _box.Good(endpoint, "\"$redis\" validate");
    }

    [Fact]
    public void A_server_that_wants_a_certificate_from_its_master_is_told_of_none_beforehand()
    {
        var endpoint = Endpoint();
        endpoint["redis_tls"] = false;
        endpoint["redis_port"] = _server.Port;
        endpoint.Remove("redis_client_cert");
        endpoint.Remove("redis_client_key");

        var output = _box.Good(endpoint, """
            make_all; "$redis" backup >archive; r SET newer 1 >/dev/null; state >before
            code=0; "$redis" restore <archive 2>said || code=$?; echo $code
            grep -c 'tls-replication yes' said; grep -c 'nothing was changed' said; state | diff before -
            """);

        Assert.Equal("12\n1\n1", output);
    }

    public async ValueTask DisposeAsync()
    {
        _box.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string OptionsFor(string who) => string.Create(
        CultureInfo.InvariantCulture,
        $"--tls-port {_port} --tls-replication yes --tls-ca-cert-file {_folder}/ca.pem "
        + $"--tls-cert-file {_folder}/{who}.pem --tls-key-file {_folder}/{who}.key");

    private string Read(string file) => File.ReadAllText(Path.Join(_folder, file));

    private JsonObject Endpoint() => _box.EndpointWith(
        ("redis_tls", true), ("redis_port", _port), ("redis_ca_cert", Read("ca.pem")),
        ("redis_client_cert", Read("client.pem")), ("redis_client_key", Read("client.key")));

    /// <summary>Runs a shell before there is a server.</summary>
    private sealed class Maker() : ShellSandbox("redis");
}

using System.Text.Json.Nodes;

namespace Shield.Plugins.Etcd.Tests;

/// <summary>Calls that cannot work, and what is said then.</summary>
public sealed class RefusalTests(EtcdServer server) : ServerTests(server)
{
    [Fact]
    public void An_archive_that_is_not_whole_is_refused_and_nothing_is_changed()
    {
        var output = Box.Good("""
            e put "${prefix}a" 1 >/dev/null; e put "${prefix}b" 2 >/dev/null; e put "${prefix}c" 3 >/dev/null
            "$etcd" backup >archive; e del "${prefix}a" >/dev/null; e put "${prefix}d" 4 >/dev/null
            export TMPDIR=$PWD/tmp; mkdir tmp; state >before
            # $1: what must be said. The rest: a command that damages the archive.
            refused() {
              local code=0 said=$1; shift
              "$@" >damaged; "$etcd" restore <damaged 2>errors || code=$?
              if ((code != 4)) || ! grep -q "$said.*nothing was changed" errors; then
                echo "$*: $(<errors)"; fi
            }
            refused 'ends within a line' head -c -1 archive
            refused 'its last line is missing' head -n -1 archive
            refused 'its last line is missing' head -n 3 archive
            refused 'its count or checksum is another' sed 3d archive
            refused 'its count or checksum is another' sed '3s/"value":"./"value":"Z/' archive
            refused 'its first line is not where it should be' sed 1d archive
            refused 'something after its last line' cat archive archive
            refused 'it is empty' cat /dev/null
            refused 'ends within a line' head -c 5000 /dev/zero
            refused 'a line that no backup has written' sed 's/.*/no json/' archive
            refused 'a line that no backup has written' sed '2s/^/[]\n/' archive
            refused 'a newer version' sed '1s/"format":1/"format":2/' archive
            state | diff before -; ls -A tmp
            """);

        Assert.Empty(output);
    }

    [Fact]
    public void An_archive_of_another_prefix_is_refused()
    {
        var output = Box.Good("""
            make_all; state >before; "$etcd" backup >archive
            jq '.etcd_prefix = "/elsewhere/"' endpoint >to
            code=0; SHIELD_ENDPOINT_FILE=to "$etcd" restore <archive 2>said || code=$?
            echo $code; grep -c 'another etcd_prefix' said; state | diff before -
            """);

        Assert.Equal("4\n1", output);
    }

    [Theory]
    [InlineData("etcd_password", "wrong", "check etcd_username and etcd_password")]
    [InlineData("etcd_username", "nobody", "check etcd_username and etcd_password")]
    [InlineData("etcd_username", null, "set etcd_username and etcd_password")]
    [InlineData("etcd_urls", "https://127.0.0.1:1", "nothing listens there")]
    [InlineData("etcd_urls", "https://no-such-host.invalid:2379", "there is no such host")]
    [InlineData("etcd_urls", "http://127.0.0.1:PORT", "is it http:// or https://")]
    [InlineData("etcd_urls", "https://localhost:PORT", "does the certificate name localhost")]
    [InlineData("etcd_ca_cert", null, "TLS failed")]
    [InlineData("etcd_ca_cert", "OTHER", "TLS failed")]
    public void What_is_wrong_with_an_endpoint_is_said(string field, string? value, string said)
    {
        var endpoint = Box.EndpointWith((field, Filled(value)));
        if (field == "etcd_username" && value is null) endpoint.Remove("etcd_password");

        var output = Box.Good(endpoint, $"""
            for action in validate backup; do
              code=0; "$etcd" $action </dev/null >out 2>said || code=$?
              echo "$action $code $(stat -c %s out)"; grep -qF '{said}' said || cat said
            done
            """);

        Assert.Equal("validate 4 0\nbackup 4 0", output);
    }

    [Theory]
    [InlineData("etcd_urls", "ftp://127.0.0.1", 13)]
    [InlineData("etcd_urls", "http://a:b@127.0.0.1:2379", 13)]
    [InlineData("etcd_urls", "http://127.0.0.1:2379/v3", 13)]
    [InlineData("etcd_ca_cert", "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----", 13)]
    [InlineData("etcd_client_key", "-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----", 12)]
    [InlineData("etcd_password", null, 12)]
    public void A_field_that_makes_no_sense_has_its_exit_code(string field, string? value, int code)
    {
        var (exit, _, errors) = Box.Run(Box.EndpointWith((field, value)), "\"$etcd\" validate");

        Assert.Equal(code, exit);
        var missing = field.Replace("key", "cert", StringComparison.Ordinal);
        Assert.Contains(missing, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/reader/", "backup", 0)]
    [InlineData("/reader/", "validate", 4)]
    [InlineData("/", "backup", 4)]
    [InlineData("", "backup", 4)]
    public void Missing_rights_are_said(string prefix, string action, int code)
    {
        var endpoint = Box.EndpointWith(("etcd_username", "reader"), ("etcd_prefix", prefix));

        var (exit, _, errors) = Box.Run(endpoint, $"\"$etcd\" {action} >out");

        Assert.Equal(code, exit);
        Assert.Equal(code != 0, errors.Contains("needs the right readwrite", StringComparison.Ordinal));
    }

    [Fact]
    public void The_first_member_that_answers_is_used()
    {
        var urls = new JsonArray("https://127.0.0.1:1", $"https://127.0.0.1:{Server.Port}");

        var (exit, _, errors) = Box.Run(Box.EndpointWith(("etcd_urls", urls)), "\"$etcd\" validate");

        Assert.Equal(0, exit);
        Assert.Contains(
            "warning: https://127.0.0.1:1/: nothing listens there", errors, StringComparison.Ordinal);
    }

    private string? Filled(string? value) => value == "OTHER"
        ? Server.OtherAuthority
        : value?.Replace("PORT", $"{Server.Port}", StringComparison.Ordinal);
}

namespace Shield.Plugins.S3.Tests;

public sealed class SecrecyTests : ServerTests
{
    [Fact]
    public void No_process_shows_a_secret_and_nothing_is_left_of_it()
    {
        var output = Box.Good("""
            jq -r .secret_access_key endpoint >canary
            mkdir tmp; export TMPDIR=$PWD/tmp
            below() { local child; for child in $(pgrep -P "$1"); do echo "$child"; below "$child"; done; }
            look() {
              local pid
              for pid in $1 $(below "$1"); do
                if grep -aqFf canary /proc/$pid/cmdline /proc/$pid/environ; then echo "$pid shows it"; fi
              done
            }
            mkfifo pipe
            "$s3" store <pipe >key 2>said & store=$!
            exec 3>pipe; noise 20000000 >&3
            await 'test -n "$(uploads)"'
            look $store
            exec 3>&-; wait $store
            key=$(jq -r .key key)
            "$s3" retrieve -k "$key" 2>>said | { read -rn1; look $(pgrep -P $$ s3); cat >/dev/null; }
            "$s3" validate 2>>said
            grep -Ff canary said || true
            ls tmp
            grep -lFf canary -r /dev/shm 2>/dev/null || true
            """);

        Assert.Empty(output);
    }

    [Theory]
    [InlineData("secret_access_key")]
    [InlineData("access_key_id")]
    public void No_complaint_repeats_a_secret(string field)
    {
        var endpoint = Box.Endpoint(e => e[field] = "canary-of-the-tests");

        var (exit, output, errors) = Box.Run(endpoint, """
            "$s3" validate || true; "$s3" list || true; echo x | "$s3" store
            """);

        Assert.Equal(4, exit);
        Assert.Empty(output);
        if (field != "access_key_id")
            Assert.DoesNotContain("canary-of-the-tests", errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Server.Owner.Secret, errors, StringComparison.Ordinal);
    }
}

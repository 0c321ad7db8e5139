namespace Shield.Plugins.Etcd.Tests;

public sealed class RoundTripTests(EtcdServer server) : ServerTests(server)
{
    [Fact]
    public void Everything_below_the_prefix_comes_back_and_nothing_else_is_touched()
    {
        var output = Box.Good("""
            make_all; make_many 250; e put "${prefix%/}0" neighbour >/dev/null
            state >before; "$etcd" fingerprint >print-before; "$etcd" backup >archive
            e del --prefix "${prefix}many1" >/dev/null; e put "${prefix}empty" full >/dev/null
            e del "${prefix}big" >/dev/null; e put "${prefix}zzz" new >/dev/null
            e put "${prefix}a" new >/dev/null
            state >changed; ! cmp -s before changed
            "$etcd" restore <archive
            state | diff before -; "$etcd" fingerprint | diff print-before -
            e get "${prefix%/}0" --print-value-only; jq .keys print-before
            """);

        Assert.Equal("neighbour\n256", output);
    }

    [Fact]
    public void A_restore_changes_only_what_differs_and_nothing_when_it_is_repeated()
    {
        var output = Box.Good("""
            make_many 250; "$etcd" backup >archive
            e put "${prefix}many7" other >/dev/null; e put "${prefix}new" other >/dev/null
            "$etcd" restore <archive 2>&1 | grep -o '[0-9]* changed, in [0-9]* trans'
            "$etcd" restore <archive 2>&1 | grep -o '[0-9]* changed, in [0-9]* trans'
            e del --prefix "$prefix" >/dev/null
            # The server takes 100 at once; 128 are sent first.
            "$etcd" restore <archive 2>&1 | grep -o '[0-9]* changed, in [0-9]* trans'
            """);

        Assert.Equal("2 changed, in 1 trans\n0 changed, in 0 trans\n250 changed, in 4 trans", output);
    }

    [Fact]
    public void Nothing_can_be_backed_up_and_restored()
    {
        var output = Box.Good("""
            "$etcd" backup >archive; make_all
            "$etcd" restore <archive; state; "$etcd" fingerprint | jq .keys
            """);

        Assert.Equal("0", output);
    }

    [Fact]
    public void A_lease_is_granted_again_unless_it_is_still_there()
    {
        var output = Box.Good("""
            lease=$(e lease grant 4000 | awk '{ print $2 }')
            e put "${prefix}leased" v --lease "$lease" >/dev/null; e put "${prefix}free" v >/dev/null
            state >before; "$etcd" backup >archive
            e lease revoke "$lease" >/dev/null
            "$etcd" restore <archive; state | diff before -
            e lease timetolive "$lease" | grep -o 'granted with TTL(4000s)'
            e del "${prefix}leased" >/dev/null; e put "${prefix}free" v --lease "$lease" >/dev/null
            "$etcd" restore <archive; state | diff before -
            e lease revoke "$lease" >/dev/null; state | wc -l
            """);

        Assert.Equal("granted with TTL(4000s)\n1", output);
    }

    [Fact]
    public void A_backup_is_of_one_revision_while_others_write()
    {
        var output = Box.Good("""
            make_much 5; e put "${prefix}z" old >/dev/null; state >before
            "$etcd" backup | {
              dd bs=1 count=1 status=none
              e put "${prefix}z" new >/dev/null; e put "${prefix}zz" new >/dev/null
              e del "${prefix}much4" >/dev/null
              cat
            } >archive
            "$etcd" restore <archive; state | diff before -
            """);

        Assert.Empty(output);
    }

    [Fact]
    public void An_archive_can_be_read_without_the_plugin()
    {
        var output = Box.Good("""
            make_all; state >before; "$etcd" backup >archive
            jq -c 'select(.key) | {key, value, lease}' archive | jq -cS . |
              diff <(jq -cS '.value //= ""' before) -
            head -n -1 archive | sha256sum | cut -d' ' -f1 | diff <(tail -n 1 archive | jq -r .sha256) -
            """);

        Assert.Empty(output);
    }
}

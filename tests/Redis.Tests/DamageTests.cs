namespace Shield.Plugins.Redis.Tests;

/// <summary>Archives that are not as they were written: a server that loaded one would end itself.</summary>
public sealed class DamageTests() : ServerTests
{
    /// <summary>Restores what must be refused, and sees that nothing has happened.</summary>
    private const string Refused = """
        refused() {
          local code=0
          "$redis" restore <"$1" 2>said || code=$?
          if [[ $code != 4 ]]; then echo "$1: exit $code"; fi
          grep -qx 'redis: nothing was changed' said || { echo "$1 says:"; cat said; }
          state | diff before - || true
          if [[ -n $(staged_here) ]]; then echo "$1: left"; fi
        }
        """;

    [Fact]
    public void An_archive_that_is_cut_anywhere_is_refused()
    {
        var output = Box.Good($$"""
            {{Refused}}
            make_small; "$redis" backup >archive; r SET newer 1 >/dev/null; state >before
            size=$(stat -c %s archive)
            for at in 0 1 5 9 10 50 $((size / 2)) $((size - 40)) $((size - 9)) $((size - 8)) $((size - 1)); do
              head -c $at archive >cut; refused cut
              if ((at > 0)); then grep -q 'is cut: it ends' said || cat said; fi
            done
            """);

        Assert.Empty(output);
    }

    [Fact]
    public void An_archive_with_a_flipped_byte_is_refused_wherever_it_is()
    {
        var output = Box.Good($$"""
            {{Refused}}
            make_small; "$redis" backup >archive; r SET newer 1 >/dev/null; state >before
            size=$(stat -c %s archive)
            for ((at = 0; at < size; at += 7)); do
              cp archive flipped
              perl -e 'open F, "+<", "flipped"; seek F, $ARGV[0], 0; read F, $b, 1; seek F, $ARGV[0], 0;
                print F chr(255 & ~ord $b)' $at
              refused flipped
            done
            echo $((at / 7))
            """);

        Assert.InRange(int.Parse(output, System.Globalization.CultureInfo.InvariantCulture), 20, 100);
    }

    [Theory]
    [InlineData("head -c -8 archive >bad; head -c 8 /dev/zero >>bad", "has no checksum")]
    [InlineData("cp archive bad; head -c 40 /dev/urandom >>bad", "goes on behind its end")]
    [InlineData("cat archive archive >bad", "goes on behind its end")]
    [InlineData("echo 'SET a 1' >bad", "is cut")]
    [InlineData("tar -cf bad endpoint", "this is no RDB")]
    [InlineData("gzip <archive >bad", "this is no RDB")]
    [InlineData(": >bad", "the archive is empty")]
    [InlineData("cp archive bad; printf REDIS9999 | dd of=bad conv=notrunc status=none; seal bad",
        "of a newer server: its format is 9999, and this server loads 10 at most")]
    [InlineData(
        "printf 'REDIS0010\\xf7\\x81\\x45\\xe2\\x52\\x38\\xdf\\x91\\x2c\\x03\\x00\\xff12345678' >bad; "
        + "seal bad",
        "has data of modules (ReJSON-RL), over which a server without them ends itself; this one has none")]
    public void What_no_server_should_load_is_named(string make, string said)
    {
        var output = Box.Good($$"""
            {{Refused}}
            # Puts a right checksum under an archive.
            seal() {
              perl -0777 -e '
                open F, "<:raw", $ARGV[0]; my $s = <F>; my $body = substr $s, 0, -8; my $crc = 0;
                for my $byte (unpack "C*", $body) { $crc ^= $byte;
                  $crc = ($crc >> 1) ^ (($crc & 1) * 0x95AC9329AC4BC9B5) for 1 .. 8; }
                open F, ">:raw", $ARGV[0]; print F $body, pack "Q<", $crc' "$1"
            }
            make_small; "$redis" backup >archive; r SET newer 1 >/dev/null; state >before
            jq '.redis_restore_modules = true' endpoint >bold; export SHIELD_ENDPOINT_FILE=bold
            {{make}}
            refused bad; grep -qF '{{said}}' said || cat said
            """);

        Assert.Empty(output);
    }

    [Fact]
    public void A_server_with_fewer_databases_is_not_sent_more()
    {
        var output = Box.Good($$"""
            {{Refused}}
            make_small; r -n 12 SET a 1 >/dev/null; "$redis" backup >archive
            restart --databases 12
            r SET newer 1 >/dev/null; state >before
            refused archive; grep -c 'has a database 12, and the server is set up for fewer' said
            """);

        Assert.Equal("1", output);
    }

    [Fact]
    public void What_a_dying_server_sent_is_no_backup()
    {
        // Between the plugin and the server stands somebody who cuts what the server sends, or changes it.
        var output = Box.Good("""
            make_much 2
            between() {
              perl -MIO::Socket::INET -e '
                my $l = IO::Socket::INET->new(Listen => 9, LocalAddr => "127.0.0.1:0"); $| = 1;
                print $l->sockport, "\n"; my ($c, $n) = ($l->accept, 0);
                my $s = IO::Socket::INET->new("127.0.0.1:$ENV{port}");
                if (!fork) { while (sysread $c, my $b, 65536) { syswrite $s, $b } exit }
                while (sysread $s, my $b, 65536) {
                  $n += length $b; last if $n > 1_000_000 && $ARGV[0] eq "cut";
                  substr($b, 0, 1) ^= "x" if $n > 1_000_000 && $ARGV[0] eq "flip" && !$done++;
                  syswrite $c, $b }
                shutdown $c, 2' $1 >port-$1 &
              between=$!
              await "[[ -s port-$1 ]]"
              jq --arg port "$(cat port-$1)" '.redis_port = $port' endpoint >endpoint-$1
            }
            for how in cut flip; do
              between $how
              code=0; SHIELD_ENDPOINT_FILE=endpoint-$how "$redis" backup 2>said >partial || code=$?
              echo $code; grep -oE 'ended the connection|its checksum is wrong' said || cat said
              pkill -P $between 2>/dev/null || true; kill $between 2>/dev/null || true
              "$redis" restore <partial 2>/dev/null && echo restored || true
            done
            """);

        Assert.Equal("4\nended the connection\n4\nits checksum is wrong", output);
    }
}

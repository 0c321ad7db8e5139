using Shield.Servers;

namespace Shield.Plugins.Mysql.Tests;

public sealed class SizeTests : IAsyncLifetime
{
    private MysqlServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await MysqlServer.StartAsync("");

    [Fact]
    public void A_gibibyte_goes_through_in_little_memory()
    {
        using var box = new Sandbox(_server);

        // Little on disk, all of it in the archive.
        var output = box.Good("""
            sql <<SQL
              CREATE DATABASE \`$db\`;
              USE \`$db\`; CREATE TABLE big (a INT PRIMARY KEY, b LONGTEXT COMPRESSED);
              INSERT INTO big SELECT seq, REPEAT(CHAR(97 + seq % 26), 8388608) FROM seq_1_to_128;
            SQL
            peak() {
              local kib=0 now
              while now=$(awk '/^VmHWM:/ { print $2 }' /proc/$1/status 2>/dev/null) && [[ $now ]]; do
                kib=$now; sleep 0.05
              done
              ((kib < 200 * 1024)) || echo "$2 took $kib KiB"
            }
            jq --arg name "$db-copy" '.mysql_database = $name' endpoint >other
            mkfifo archive counted
            "$my" backup >archive & backup=$!
            wc -c <counted >bytes &
            tee counted <archive | SHIELD_ENDPOINT_FILE=other "$my" restore & restore=$!
            peak $backup backup & peak $restore restore; wait $backup; wait $restore; wait
            (($(cat bytes) >= 1024 * 1024 * 1024)) || cat bytes
            sql <<<"CHECKSUM TABLE \`$db\`.big, \`$db-copy\`.big" | cut -f 2 | uniq | wc -l
            """);

        Assert.Equal("1", output);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

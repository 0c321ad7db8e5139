using Shield.Servers;

namespace Shield.Plugins.Mysql.Tests;

public sealed class SizeTests : IAsyncLifetime
{
    private MysqlServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await MysqlServer.StartAsync(
        "--column-compression-zlib-level=1 --column-compression-zlib-strategy=RLE");

    [Fact]
    public void A_gibibyte_goes_through_in_little_memory()
    {
        using var box = new Sandbox(_server);

        // Little on the server's disk, all of it in the archive.
        var output = box.Good(box.Endpoint(), """
            source "$root/tests/Servers/peak.sh"
            sql <<SQL
              CREATE DATABASE \`$db\`; USE \`$db\`;
              CREATE TABLE big (a INT PRIMARY KEY, b LONGTEXT COMPRESSED);
              INSERT INTO big SELECT seq, REPEAT(CHAR(97 + seq % 26), 8388608) FROM seq_1_to_128;
            SQL
            peak 200 "$my" backup >archive; sql <<<"CHECKSUM TABLE $db.big" >sum
            sql <<<"TRUNCATE $db.big"; peak 200 "$my" restore <archive
            sql <<<"CHECKSUM TABLE $db.big" | diff sum -
            (($(stat -c %s archive) >= 1024 * 1024 * 1024)) || echo 'that was little'
            """, ShellSandbox.LongPatience);

        Assert.Empty(output);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

using Shield.Servers;

namespace Shield.Plugins.Mysql.Tests;

public sealed class SizeTests : IAsyncLifetime
{
    /// <summary>Runs a command and says so when it ever takes more than 200 MiB.</summary>
    private const string Peak = """
        peak() {
          local kib=0 now pid
          "$my" "$1" <&0 & pid=$!
          while now=$(awk '/^VmHWM:/ { print $2 }' /proc/$pid/status 2>/dev/null) && [[ $now ]]; do
            kib=$now; sleep 0.05
          done
          wait $pid
          ((kib > 1024 && kib < 200 * 1024)) || echo "$1 took $kib KiB" >>took
        }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private MysqlServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await MysqlServer.StartAsync(
        "--column-compression-zlib-level=1 --column-compression-zlib-strategy=RLE");

    [Fact]
    public void A_gibibyte_goes_through_in_little_memory()
    {
        using var box = new Sandbox(_server);

        // Little on the server's disk, all of it in the archive.
        Patiently(box, """
            sql <<SQL
              CREATE DATABASE \`$db\`; USE \`$db\`;
              CREATE TABLE big (a INT PRIMARY KEY, b LONGTEXT COMPRESSED);
              INSERT INTO big SELECT seq, REPEAT(CHAR(97 + seq % 26), 8388608) FROM seq_1_to_128;
            SQL
            """);
        Patiently(box, $"{Peak}\npeak backup >archive; sql <<<\"CHECKSUM TABLE $db.big\" >sum");
        Patiently(box, $"{Peak}\nsql <<<\"TRUNCATE $db.big\"; peak restore <archive");
        var output = box.Good("""
            sql <<<"CHECKSUM TABLE $db.big" | diff sum -
            (($(stat -c %s archive) >= 1024 * 1024 * 1024)) || echo 'that was little'
            cat took 2>/dev/null || true
            """);

        Assert.Empty(output);
    }

    // A busy machine takes longer than the sandbox would wait.
    private static void Patiently(Sandbox box, string script)
    {
        using var bash = box.Start(box.Endpoint(), $"{{ {script}\n}} >/dev/null");
        var errors = bash.StandardError.ReadToEndAsync();
        if (!bash.WaitForExit(Patience)) bash.Kill(entireProcessTree: true);
        Assert.True(bash.ExitCode == 0, errors.Result);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

using Shield.Servers;

namespace Shield.Plugins.Mysql.Tests;

/// <summary>Tests that kill the whole server, one after the other.</summary>
public sealed class PowerCutTests : IClassFixture<OwnServer>, IDisposable
{
    private readonly MysqlServer _server;
    private readonly Sandbox _box;

    public PowerCutTests(OwnServer own)
    {
        _server = own.Server;
        _box = new Sandbox(_server);
        _box.Good("make_small; \"$my\" backup >archive");
    }

    [Fact]
    public async Task A_server_that_is_killed_in_a_restore_comes_back_unchanged()
    {
        _box.Good("""
            sql "$db" <<<"UPDATE t SET b = 'newer than the archive'"; state >before
            mkfifo go pipe
            ("$my" restore <pipe 2>said & restore=$!
            exec 3>pipe
            head -c $(($(stat -c %s archive) * 3 / 4)) archive >&3
            await '[[ -n $(staged_here) && $(sql <<<"SELECT COUNT(*) > 1000 FROM $(staged_here).t") == 1 ]]'
            touch half-way; read -r _ <go
            tail -c +$(($(stat -c %s archive) * 3 / 4 + 1)) archive >&3 || true; exec 3>&-
            code=0; wait $restore || code=$?; echo $code >code) >/dev/null 2>&1 &
            await 'test -e half-way'
            """);
        await _server.KillAsync();
        _box.Good("echo >go; await 'test -s code'");
        await _server.RestartAsync();

        var output = _box.Good("""
            cat code; grep -qE 'went away|ended the connection|nobody answers' said || tail -n 4 said
            grep -q 'nothing was changed' said || tail -n 4 said
            state | diff before -
            "$my" restore <archive; staged_here
            sql "$db" <<<"SELECT COUNT(*) FROM t WHERE b LIKE 'newer%'"
            """);

        Assert.Equal("3\n0", output);
    }

    [Fact]
    public async Task A_server_that_is_killed_in_a_backup_is_a_failure()
    {
        _box.Good("""
            sql "$db" <<<"INSERT INTO t SELECT seq, REPEAT(MD5(seq), 4) FROM seq_40001_to_150000"
            mkfifo out
            (code=0; "$my" backup >out 2>said || code=$?; echo $code >code) >/dev/null 2>&1 &
            (exec 4<out; head -c 100000 <&4; touch begun
              await 'test -e killed'; cat <&4) >cut 2>/dev/null &
            await 'test -e begun'
            """);
        await _server.KillAsync();

        var output = _box.Good("""
            touch killed; await 'test -s code'; cat code
            grep -qE 'went away|ended the connection' said || tail -n 4 said
            grep -c 'end {' cut || true
            """);

        Assert.Equal("3\n0", output);
        await _server.RestartAsync();
    }

    public void Dispose() => _box.Dispose();
}

namespace Shield.Plugins.Etcd.Tests;

/// <summary>A server that is killed in the middle; one for each test.</summary>
public sealed class CrashTests : IAsyncLifetime
{
    private readonly EtcdServer _server = new();
    private readonly Sandbox _box;

    public CrashTests() => _box = new Sandbox(_server);

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync()
    {
        _box.Dispose();
        return _server.DisposeAsync();
    }

    [Fact]
    public void A_server_that_is_killed_in_a_backup_is_a_failure()
    {
        _box.Good("""
            make_much 20; state >before; mkfifo out
            (code=0; "$etcd" backup >out 2>said || code=$?; echo $code >code) >/dev/null 2>&1 &
            (exec 4<out; head -c 100000 <&4; touch begun; await 'test -e killed'; cat <&4; touch read) \
              >cut 2>/dev/null &
            await 'test -e begun'
            """);
        _server.Kill();
        _box.Good("touch killed; await 'test -s code'; await 'test -e read'");
        _server.Restart();

        var output = _box.Good("""
            cat code; grep -cE 'the server has gone|the connection broke within an answer' said || cat said
            ((100000 < $(stat -c %s cut))) || echo 'it had not begun'
            code=0; "$etcd" restore <cut 2>refused || code=$?
            echo $code; grep -c 'nothing was changed' refused
            state | diff before -
            """);

        Assert.Equal("4\n1\n4\n1", output);
    }

    [Fact]
    public void A_server_that_is_killed_in_a_restore_is_a_failure_and_the_next_restore_does_the_rest()
    {
        _box.Good("""
            make_much 20; state >before; "$etcd" fingerprint >print; "$etcd" backup >archive
            e del --prefix "$prefix" >/dev/null; e put "${prefix}newer" than >/dev/null
            make_way 10000000
            (code=0; SHIELD_ENDPOINT_FILE=through "$etcd" restore <archive 2>said || code=$?
              kill $way; echo $code >code) >/dev/null 2>&1 &
            await 'test -e half-way'
            """);
        _server.Kill();
        _box.Good("touch go-on; await 'test -s code'");
        _server.Restart();

        var output = _box.Good("""
            cat code; grep -c 'the server has gone' said || cat said
            done=$(grep -oP 'before it ended, \K[0-9]+(?= keys were changed)' said)
            there=$(state | jq .key | grep -cvF "$(printf %s "${prefix}newer" | base64 -w0)")
            ((0 < done && done <= there && there <= done + 1 && there < 20)) || echo "$done, $there"
            "$etcd" restore <archive; "$etcd" fingerprint | diff print -; state | diff before -
            """);

        Assert.Equal("4\n1", output);
    }
}

using System.Text.Json.Nodes;

namespace Shield.Plugins.Rabbitmq.Tests;

/// <summary>Archives of a whole server, and a server that is killed.</summary>
public sealed class AllTests : IClassFixture<OwnServer>, IDisposable
{
    /// <summary>What others see of the whole server.</summary>
    private const string Whole = """
        whole() {
          api GET definitions | jq -S 'map_values(if type == "array" then sort else . end)'
          api GET vhosts | jq -S 'map({name, metadata}) | sort'
        }
        # $1: a user, $2: a password. Whether that may log in.
        login() {
          printf 'user = "%s:%s"' "$1" "$2" |
            curl -s -o /dev/null -w '%{http_code}\n' -K - "$api_url/api/whoami"
        }
        """;

    private readonly OwnServer _own;
    private readonly Sandbox _box;

    public AllTests(OwnServer own) => (_own, _box) = (own, new Sandbox(own.Server));

    private JsonObject All(params (string, JsonNode?)[] fields) => _box.Endpoint(
        [("vhost", null), ("messages", true), ("messages_exclude", "stream"), .. fields]);

    [Fact]
    public void A_whole_server_comes_back_with_its_users()
    {
        var output = _box.Good(All(("users", true), ("overwrite", true)), $$"""
            {{Whole}}
            make_shop; send quorum text; api PUT global-parameters/mine '{"value": [1]}'
            whole >before; "$rmq" fingerprint >print; "$rmq" backup >archive
            drop_vhost; api PUT "users/$vhost-clerk" '{"password": "other", "tags": ""}'
            api DELETE global-parameters/mine; api PUT vhosts/extra '{}'
            "$rmq" restore <archive
            (whole | diff before - || true) | grep '^>.*"name"' | tr -d ' ' | sort -u
            api DELETE vhosts/extra; whole | diff before -; "$rmq" fingerprint | diff print -
            login "$vhost-clerk" clerk; login "$vhost-clerk" other
            """);

        Assert.Equal(">\"name\":\"extra\"\n200\n401", output);
    }

    [Fact]
    public void Users_stay_as_they_are_unless_that_is_asked_for_and_our_own_always()
    {
        var output = _box.Good(All(("users", true)), $$"""
            {{Whole}}
            make_shop; api PUT "users/$vhost-boss" '{"password": "old", "tags": "administrator"}'
            "$rmq" backup >archive; drop_vhost
            api PUT "users/$vhost-clerk" '{"password": "other", "tags": ""}'
            api PUT "users/$vhost-boss" '{"password": "new", "tags": "administrator"}'
            jq --arg u "$vhost-boss" '.rmq_username = $u | .rmq_password = "new" | .messages = false' \
              endpoint >boss
            jq '.users = false' boss >without
            SHIELD_ENDPOINT_FILE=$PWD/without "$rmq" restore <archive; login "$vhost-clerk" other
            SHIELD_ENDPOINT_FILE=$PWD/boss "$rmq" restore <archive
            login "$vhost-clerk" clerk; login "$vhost-boss" new
            """);

        Assert.Equal("401\n200\n200", output);
    }

    [Fact]
    public void One_virtual_host_is_restored_from_an_archive_of_all()
    {
        var output = _box.Good(All(), """
            make_shop; definitions "$vhost" >before; make_vhost "$vhost-other"
            "$rmq" backup >archive; drop_vhost; drop_vhost "$vhost-other"
            jq --arg v "$vhost" '.vhost = $v' endpoint >one; jq '.vhost = "none"' endpoint >none
            SHIELD_ENDPOINT_FILE=$PWD/none "$rmq" restore <archive 2>said ||
              grep -o "has no virtual host 'none'" said
            SHIELD_ENDPOINT_FILE=$PWD/one "$rmq" restore <archive; definitions "$vhost" | diff before -
            api GET vhosts | jq -r '.[].name' | grep -c other || true
            """);

        Assert.Equal("has no virtual host 'none'\n0", output);
    }

    [Fact]
    public async Task A_server_that_is_killed_in_a_backup_is_a_failure_and_keeps_its_messages()
    {
        _box.Good("make_vhost; queue q");
        await Messages.FillAsync(_box, 300, 64 * 1024);
        using var script = _box.Start(_box.Endpoint(("messages", true)), """
            mkfifo out; "$rmq" backup >out 2>said & backup=$!
            exec 3<out; head -c 2000000 <&3 >part; touch begun
            await 'test -e killed'; cat <&3 >rest
            code=0; wait $backup || code=$?; cat said; exit $code
            """);
        await Messages.WaitAsync(() => File.Exists(_box.PathOf("begun")));
        await _own.Server.KillAsync();
        await File.WriteAllTextAsync(_box.PathOf("killed"), "");

        var said = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();
        await _own.Server.RestartAsync();

        Assert.Equal(4, script.ExitCode);
        Assert.Contains("could not be read", said, StringComparison.Ordinal);
        Assert.Equal("300", _box.Good(_box.Endpoint(("messages", true)), """
            "$rmq" fingerprint | jq .messages.ready
            """));
    }

    [Fact]
    public async Task A_server_that_is_killed_while_messages_are_restored_is_a_failure_that_says_how_far()
    {
        var endpoint = _box.Endpoint(("messages", true), ("overwrite", true));
        _box.Good("make_vhost; queue q");
        await Messages.FillAsync(_box, 2000, 64 * 1024);
        _box.Good(endpoint, "\"$rmq\" fingerprint >print; \"$rmq\" backup >archive; drop_vhost");
        using var script = _box.Start(endpoint, """
            "$rmq" restore <archive 2>said & restore=$!
            await '[[ $("$rmq" fingerprint 2>/dev/null | jq .messages.ready) -gt 0 ]]'; touch begun
            code=0; wait $restore || code=$?; cat said; exit $code
            """);
        await Messages.WaitAsync(() => File.Exists(_box.PathOf("begun")));
        await _own.Server.KillAsync();

        var said = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();
        await _own.Server.RestartAsync();

        Assert.Equal(4, script.ExitCode);
        Assert.Contains("all definitions are restored, but messages only up to queue 'q'", said,
            StringComparison.Ordinal);
        _box.Good(endpoint, "\"$rmq\" restore <archive; \"$rmq\" fingerprint | diff print -");
    }

    [Fact]
    public async Task A_server_that_is_killed_before_the_input_has_ended_has_lost_nothing()
    {
        _box.Good("make_shop; \"$rmq\" backup >archive; queue newer; definitions \"$vhost\" >before");
        using var script = _box.Start(_box.Endpoint(("overwrite", true)), """
            mkfifo in; "$rmq" restore <in 2>said & restore=$!
            exec 3>in; head -c 2000 archive >&3
            await 'ls -l /proc/$restore/fd | grep -q "shield-rabbitmq.*deleted"'; touch begun
            await 'test -e killed'; tail -c +2001 archive >&3; exec 3>&-
            code=0; wait $restore || code=$?; cat said; exit $code
            """);
        await Messages.WaitAsync(() => File.Exists(_box.PathOf("begun")));
        await _own.Server.KillAsync();
        await File.WriteAllTextAsync(_box.PathOf("killed"), "");

        var said = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();
        await _own.Server.RestartAsync();

        Assert.Equal(4, script.ExitCode);
        Assert.Contains("nothing was changed", said, StringComparison.Ordinal);
        // What is not durable is gone, as after every restart.
        _box.Good("""
            durable() { grep -v fleeting | sed 's/,$//'; }
            diff <(durable <before) <(definitions "$vhost" | durable) | grep '^>' >&2 || true
            definitions "$vhost" | grep newer >/dev/null
            """);
    }

    public void Dispose() => _box.Dispose();
}

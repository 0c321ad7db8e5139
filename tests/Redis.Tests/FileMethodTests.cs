using System.Text.Json.Nodes;

namespace Shield.Plugins.Redis.Tests;

/// <summary>Backups by the file that the server saves on its own machine.</summary>
public sealed class FileMethodTests() : ServerTests
{
    private JsonObject ByFile => Box.EndpointWith(("redis_method", "file"));

    [Fact]
    public void What_was_saved_is_the_archive()
    {
        var output = Box.Good(ByFile, """
            make_all; state >before; "$redis" validate 2>/dev/null; "$redis" fingerprint >print
            jq '.redis_method = "network"' endpoint >network
            SHIELD_ENDPOINT_FILE=network "$redis" fingerprint | diff print -
            r SET newest 1 >/dev/null; r DEL newest >/dev/null
            "$redis" backup >archive; cmp archive "$server/data/dump.rdb"
            r SET newest 1 >/dev/null; "$redis" backup >archive2; r FLUSHALL >/dev/null
            "$redis" restore <archive2; r GET newest
            "$redis" restore <archive; state | diff before -; "$redis" fingerprint | diff print -
            """);

        Assert.Equal("1", output);
    }

    [Fact]
    public void A_save_that_runs_already_is_not_taken_for_this_one()
    {
        var output = Box.Good(ByFile, """
            make_small; r CONFIG SET rdb-key-save-delay 300000 >/dev/null; r BGSAVE >/dev/null
            r SET newest 1 >/dev/null; "$redis" backup >archive & backup=$!
            await 'r INFO persistence | grep -q rdb_bgsave_in_progress:1'
            r CONFIG SET rdb-key-save-delay 0 >/dev/null
            wait $backup; r FLUSHALL >/dev/null; "$redis" restore <archive; r GET newest
            """);

        Assert.Equal("1", output);
    }

    [Fact]
    public void A_save_that_fails_is_a_failure()
    {
        var output = Box.Good(ByFile, """
            make_small; "$redis" backup >archive
            # The server may not make its temporary file any more.
            chmod 500 "$server/data"
            code=0; "$redis" backup >archive2 2>said || code=$?
            chmod 700 "$server/data"
            echo $code; grep -c 'could not save (BGSAVE)' said; stat -c %s archive2
            "$redis" backup >archive; redis-check-rdb archive | grep -c 'RDB looks OK'
            """);

        Assert.Equal("4\n1\n0\n1", output);
    }

    [Theory]
    [InlineData("/nowhere/dump.rdb", "it cannot be opened: the agent has to run on the server's own machine")]
    [InlineData("OLD", "is not what the server has just saved: it is older")]
    public void A_file_that_is_another_is_refused(string file, string said)
    {
        var endpoint = ByFile;
        endpoint["redis_rdb_file"] = file.Replace("OLD", Box.PathOf("old.rdb"), StringComparison.Ordinal);

        var output = Box.Good(endpoint, $$"""
            jq 'del(.redis_rdb_file)' endpoint >asking
            make_small; SHIELD_ENDPOINT_FILE=asking "$redis" backup >old.rdb; touch -d '1 minute ago' old.rdb
            code=0; "$redis" backup >archive 2>said || code=$?
            echo $code; stat -c %s archive; grep -cF "{{said}}" said
            """);

        Assert.Equal("4\n0\n1", output);
    }

    [Fact]
    public void A_server_that_does_not_tell_its_file_is_asked_for_none()
    {
        var endpoint = ByFile;
        endpoint["redis_rdb_file"] = Path.Join(Box.Server.Folder, "data", "dump.rdb");

        var output = Box.Good(endpoint, """
            make_small; r ACL SETUSER default -config >/dev/null
            "$redis" validate 2>/dev/null; "$redis" backup >archive
            redis-check-rdb archive | grep -c 'looks OK'
            jq 'del(.redis_rdb_file)' endpoint >asking; export SHIELD_ENDPOINT_FILE=asking
            code=0; "$redis" validate 2>said || code=$?; echo $code; grep -c 'say in redis_rdb_file' said
            """);

        Assert.Equal("1\n4\n1", output);
    }
}

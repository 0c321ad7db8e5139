namespace Shield.Plugins.Redis.Tests;

/// <summary>Servers that keep a log of changes, from which they start.</summary>
public sealed class AppendOnlyTests() : ServerTests(Options)
{
    private const string Options = "--appendonly yes --appendfsync always";

    [Fact]
    public async Task What_was_restored_outlives_a_power_cut_right_afterwards()
    {
        Box.Good("""
            make_all; make_much 10; state >before; "$redis" backup >archive
            r FLUSHALL >/dev/null; r SET newer 1 >/dev/null
            "$redis" restore <archive
            """);
        await Box.Server.KillAsync();
        await Box.Server.RestartAsync(Options);

        Assert.Empty(Box.Good("state | diff before -"));
    }

    [Fact]
    public void An_archive_can_be_restored_without_the_plugin_as_its_page_says()
    {
        var output = Box.Good("""
            make_all; state >before; "$redis" backup >archive; r SET newer 1 >/dev/null
            redis-check-rdb archive >/dev/null; r SHUTDOWN NOSAVE
            cp archive "$server/data/dump.rdb"; chmod 644 "$server/data/dump.rdb"
            await '! r PING >/dev/null 2>&1'
            restart --appendonly no; state | diff before -
            r CONFIG SET appendonly yes >/dev/null
            await 'r INFO persistence | tr -d "\r" | grep -qx aof_rewrite_in_progress:0'
            await 'r INFO persistence | tr -d "\r" | grep -qx aof_rewrite_scheduled:0'
            restart --appendonly yes; state | diff before -
            """);

        Assert.Empty(output);
    }
}

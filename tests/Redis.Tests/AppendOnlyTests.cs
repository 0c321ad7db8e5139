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
}

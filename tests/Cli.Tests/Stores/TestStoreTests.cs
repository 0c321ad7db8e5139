namespace Shield.Cli.Tests.Stores;

public sealed class TestStoreTests
{
    private const string Test = $"POST /v1/store/{Samples.StoreId}/test";

    [Fact]
    public async Task A_store_that_works_says_what_was_done_and_from_where()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach().On(
            Test, """{"ok":"valid","agent":"db1:5444","output":"it stored\nit purged"}""");

        var ran = await Shell.At(core).RunAsync("test store disk --agent db1:5444");

        Assert.Equal(0, ran.Exit);
        Assert.Equal("it stored\nit purged\nthe store works, tested from db1:5444\n", ran.Out);
        Assert.Equal($"{Test}?agent=db1:5444", core.Lines[^1].Replace("%3A", ":", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("test store disk")]
    [InlineData("test store disk --json")]
    public async Task A_store_that_does_not_work_is_a_failure_that_shows_the_steps(string line)
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach().On(Test, """{"ok":"invalid","agent":"db1:5444","output":"it lost a byte"}""");

        var ran = await Shell.At(core).RunAsync(line);

        Assert.Equal(1, ran.Exit);
        Assert.Contains("it lost a byte", ran.Out, StringComparison.Ordinal);
        Assert.Equal(Test, core.Lines[^1]);
    }
}

namespace Shield.Cli.Tests.Archives;

public sealed class ArchiveTests
{
    private const string Restore = $"restore archive {Samples.ArchiveId}";
    private const string Delete = $"delete archive {Samples.ArchiveId}";

    [Theory]
    [InlineData("y\n")]
    [InlineData("YES\n")]
    public async Task A_restore_asks_naming_what_will_be_overwritten_and_goes_on_with_a_yes(string answer)
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach();

        var ran = await Shell.TerminalAt(core, answer).RunAsync(Restore);

        Assert.Equal(0, ran.Exit);
        Assert.Contains(
            "What target docs (fs at 10.0.0.5:5444) holds now will be overwritten"
            + " with archive 9ee4b579 of docs, taken 2026-07-25 13:32:00 CEST.",
            ran.Error,
            StringComparison.Ordinal);
        Assert.Equal($"{Samples.TaskId}\n", ran.Out);
        Assert.Equal($"POST /v1/archive/{Samples.ArchiveId}/restore", core.Lines[^1]);
    }

    [Theory]
    [InlineData(Restore, "\n")]
    [InlineData(Restore, "n\n")]
    [InlineData(Restore, "")]
    [InlineData(Delete, "yep\n")]
    public async Task Anything_but_yes_does_nothing(string line, string answer)
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach();

        var ran = await Shell.TerminalAt(core, answer).RunAsync(line);

        Assert.Equal(1, ran.Exit);
        Assert.Contains("nothing was done", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(core.Asked, a => a.Method is "POST" or "DELETE");
    }

    [Theory]
    [InlineData(Restore, "will be overwritten")]
    [InlineData(Delete, "will be lost for good")]
    public async Task Without_a_terminal_and_without_yes_it_refuses(string line, string loss)
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach();

        var ran = await Shell.At(core).RunAsync(line);

        Assert.Equal(1, ran.Exit);
        Assert.Contains(loss, ran.Error, StringComparison.Ordinal);
        Assert.Contains("hint: add --yes", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(core.Asked, a => a.Method is "POST" or "DELETE");
    }

    [Fact]
    public async Task A_script_restores_into_another_target_by_its_name()
    {
        await using var core = await FakeCore.StartAsync();
        const string copy = "11111111-2222-4333-8444-555555555555";
        core.WithOneOfEach().On("GET /v1/targets", Samples.List(Samples.Target("copy", copy)));
        await Shell.At(core).RunAsync("list targets");

        var ran = await Shell.At(core).RunAsync($"{Restore} --to copy --yes");

        Assert.Equal(0, ran.Exit);
        Assert.Equal(copy, core.LastBody.GetProperty("target").GetString());
    }

    [Fact]
    public async Task Deleting_with_yes_deletes()
    {
        await using var core = await FakeCore.StartAsync();
        core.On($"DELETE /v1/archive/{Samples.ArchiveId}", """{"ok":"deleted"}""");

        var ran = await Shell.At(core).RunAsync($"{Delete} --yes");

        Assert.Equal(0, ran.Exit);
        Assert.Equal("deleted\n", ran.Out);
        Assert.Equal([$"DELETE /v1/archive/{Samples.ArchiveId}"], core.Lines);
    }
}

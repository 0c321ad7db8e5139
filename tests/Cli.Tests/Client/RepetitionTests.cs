namespace Shield.Cli.Tests.Client;

public sealed class RepetitionTests
{
    private const string Run = $"POST /v1/job/{Samples.JobId}/run";
    private const string Restore = $"POST /v1/archive/{Samples.ArchiveId}/restore";
    private const string RunLine = $"run job {Samples.JobId}";

    [Theory]
    [InlineData(RunLine, Run)]
    [InlineData($"restore archive {Samples.ArchiveId} --yes", Restore)]
    [InlineData("create schedule --name n --when 'daily 4am'", "POST /v1/schedules")]
    [InlineData("create schedule --json -", "POST /v1/schedules")]
    public async Task What_was_lost_on_the_way_is_said_again_under_the_same_key(string line, string question)
    {
        await using var core = await FakeCore.StartAsync();
        core.Lose(question).On(question, question.EndsWith('s') ? Samples.Created : Samples.Scheduled);

        var ran = await Shell.At(core).RunAsync(line);

        Assert.Equal("", ran.Error);
        Assert.Equal(0, ran.Exit);
        Assert.Equal([question, question], core.Lines);
        Assert.NotEqual("", core.Asked[0].Key);
        Assert.Equal(core.Asked[0].Key, core.Asked[1].Key);
        Assert.Equal(core.Asked[0].Body, core.Asked[1].Body);
    }

    [Theory]
    [InlineData("0", 2, 0)]
    [InlineData("5", 2, 0)]
    [InlineData("6", 1, 1)]
    public async Task A_core_that_is_busy_is_waited_for_when_it_asks_for_five_seconds_at_most(
        string seconds, int asked, int exit)
    {
        await using var core = await FakeCore.StartAsync();
        core.Delay(Run, seconds).On(Run, Samples.Scheduled);

        var ran = await Shell.At(core).RunAsync(RunLine);

        Assert.Equal(exit, ran.Exit);
        Assert.Equal(asked, core.Asked.Count);
    }

    [Fact]
    public async Task It_is_said_again_once_and_no_more()
    {
        await using var core = await FakeCore.StartAsync();
        core.Lose(Run);

        var ran = await Shell.At(core).RunAsync(RunLine);

        Assert.Equal(3, ran.Exit);
        Assert.Equal(2, core.Asked.Count);
    }

    [Fact]
    public async Task A_refusal_is_final()
    {
        await using var core = await FakeCore.StartAsync();
        core.Refuse(Run, 409, """{"status":409,"detail":"no"}""");

        await Shell.At(core).RunAsync(RunLine);

        Assert.Single(core.Asked);
    }

    [Fact]
    public async Task Two_wishes_have_two_keys()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach();

        await Shell.At(core).RunAsync(RunLine);
        await Shell.At(core).RunAsync(RunLine);

        Assert.NotEqual(core.Asked[0].Key, core.Asked[1].Key);
    }
}

namespace Shield.Cli.Tests.Jobs;

public sealed class JobTests
{
    [Fact]
    public async Task Running_without_waiting_prints_the_task_and_says_who_asked()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach();
        var shell = Shell.At(core);
        shell.Environment["USER"] = "mia";

        var ran = await shell.RunAsync("run job 'docs nightly'");

        Assert.Equal(0, ran.Exit);
        Assert.Equal($"{Samples.TaskId}\n", ran.Out);
        Assert.Equal("mia", core.LastBody.GetProperty("owner").GetString());
    }

    [Theory]
    [InlineData("run job 'docs nightly'", Samples.TaskId)]
    [InlineData($"restore archive {Samples.ArchiveId} --yes", Samples.TaskId)]
    [InlineData("run job 'docs nightly' --json", Samples.Waiting)]
    public async Task A_task_whose_agent_is_away_is_warned_of_and_no_failure(string line, string printed)
    {
        await using var core = await FakeCore.StartAsync();
        core.On($"POST /v1/job/{Samples.JobId}/run", Samples.Waiting)
            .On($"POST /v1/archive/{Samples.ArchiveId}/restore", Samples.Waiting)
            .WithOneOfEach();

        var ran = await Shell.At(core).RunAsync(line);

        Assert.Equal(0, ran.Exit);
        Assert.Equal($"{printed}\n", ran.Out);
        Assert.Equal("warning: task 5e2c416d waits for agent 10.0.0.5:5444 to connect\n", ran.Error);
    }

    [Theory]
    [InlineData("pause", "paused")]
    [InlineData("unpause", "unpaused")]
    public async Task Pausing_and_unpausing_post_to_the_job(string verb, string done)
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach().On($"POST /v1/job/{Samples.JobId}/{verb}", $$"""{"ok":"{{done}}"}""");

        var ran = await Shell.At(core).RunAsync($"{verb} job {Samples.JobId}");

        Assert.Equal(0, ran.Exit);
        Assert.Equal($"{done}\n", ran.Out);
    }

    [Theory]
    [InlineData(true, "yes\n", 0)]
    [InlineData(false, "no\n", 1)]
    public async Task Paused_is_a_question_with_an_answer_and_a_status(bool paused, string said, int exit)
    {
        await using var core = await FakeCore.StartAsync();
        core.On($"GET /v1/job/{Samples.JobId}", Samples.Job(paused));

        var ran = await Shell.At(core).RunAsync($"paused job {Samples.JobId}");

        Assert.Equal(said, ran.Out);
        Assert.Equal(exit, ran.Exit);
        Assert.Equal("", ran.Error);
    }
}

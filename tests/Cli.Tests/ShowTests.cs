namespace Shield.Cli.Tests;

public sealed class ShowTests
{
    [Fact]
    public async Task A_target_on_a_terminal_shows_each_field_of_its_endpoint()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach();

        var ran = await Shell.TerminalAt(core).RunAsync("show target docs");

        Assert.Contains("endpoint base_dir", ran.Out, StringComparison.Ordinal);
        Assert.Contains("/srv/docs", ran.Out, StringComparison.Ordinal);
        Assert.Contains("••••••", ran.Out, StringComparison.Ordinal);
        Assert.Contains(Samples.TargetId, ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_through_a_pipe_is_a_fact_per_line_with_its_endpoint_as_json()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach();

        var ran = await Shell.At(core).RunAsync("show target docs");

        Assert.Equal(
            $"name\tdocs\nuuid\t{Samples.TargetId}\nsummary\tthe handbook\nplugin\tfs\nagent\t10.0.0.5:5444\n"
            + "endpoint\t{\"base_dir\":\"/srv/docs\",\"password\":\"••••••\"}\n",
            ran.Out);
    }

    [Theory]
    [InlineData("show store disk", "/backups")]
    [InlineData("show schedule nightly", "daily at 4am")]
    [InlineData("show retention policy quarter", "90 days")]
    [InlineData("show job 'docs nightly'", "2026-11-25 04:00:00 CET")]
    [InlineData("show archive 9ee4", "before change #422")]
    public async Task Each_noun_shows_its_facts(string line, string fact)
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach();

        var ran = await Shell.TerminalAt(core).RunAsync(line);

        Assert.Equal(0, ran.Exit);
        Assert.Contains(fact, ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_shows_when_it_is_due_and_what_became_of_it_when_it_was()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach();

        var ran = await Shell.TerminalAt(core).RunAsync("show job 'docs nightly'");

        Assert.Contains("2026-11-26 04:00:00 CET", ran.Out, StringComparison.Ordinal);
        Assert.Contains(
            "2026-11-24 04:00:00 CET, skipped: the service was down", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_shows_its_log_and_with_debug_the_verbose_one()
    {
        await using var core = await FakeCore.StartAsync();
        var task = Samples.Task("done", "one\ntwo\n").Replace(
            "\"attempt\"", "\"debug\":\"argv\",\"attempt\"", StringComparison.Ordinal);
        core.On($"GET /v1/task/{Samples.TaskId}", task);

        var plain = await Shell.At(core).RunAsync($"show task {Samples.TaskId}");
        var debug = await Shell.At(core).RunAsync($"show task {Samples.TaskId} --debug");

        Assert.EndsWith("\nlog:\none\ntwo\n", plain.Out, StringComparison.Ordinal);
        Assert.EndsWith("\nlog:\none\ntwo\n\ndebug:\nargv\n", debug.Out, StringComparison.Ordinal);
        Assert.Equal($"GET /v1/task/{Samples.TaskId}?debug=t", core.Lines[^1]);
    }

    [Fact]
    public async Task One_thing_as_json_is_what_the_api_sent()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach();

        var ran = await Shell.TerminalAt(core).RunAsync("show job --json 'docs nightly'");

        Assert.Equal(Samples.Job() + "\n", ran.Out);
    }

    [Fact]
    public async Task Status_names_the_core_and_its_version()
    {
        await using var core = await FakeCore.StartAsync();
        core.On("GET /v1/status", """{"version":"0.1.0","name":"north"}""");

        var ran = await Shell.At(core).RunAsync("status");

        Assert.Equal("name\tnorth\nversion\t0.1.0\n", ran.Out);
    }

    [Fact]
    public async Task A_timespec_is_explained_with_its_next_moments_in_its_own_zone()
    {
        await using var core = await FakeCore.StartAsync();
        core.On("GET /v1/timespec",
            """
            {"when":"daily 4am","canonical":"daily at 4:00","meaning":"every day at 4:00",
            "zone":"Europe/Berlin","next":["2026-11-25T03:00:00Z","2026-11-26T03:00:00Z"]}
            """);

        const string line =
            "timespec 'daily 4am' --zone Europe/Berlin --after 2026-11-24T10:00:00Z --count 2";
        var piped = await Shell.At(core).RunAsync(line);
        var seen = await Shell.TerminalAt(core).RunAsync(line);

        Assert.Equal(
            "GET /v1/timespec?when=daily%204am&zone=Europe%2FBerlin&after=2026-11-24T10%3A00%3A00Z&count=2",
            core.Lines[0]);
        Assert.EndsWith(
            "next\t2026-11-25T03:00:00Z\nnext\t2026-11-26T03:00:00Z\n", piped.Out, StringComparison.Ordinal);
        Assert.Contains("2026-11-25 04:00:00 CET", seen.Out, StringComparison.Ordinal);
    }
}

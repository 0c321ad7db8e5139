namespace Shield.Cli.Tests.Grammar;

public sealed class GrammarTests
{
    [Theory]
    [InlineData("list targets", "GET /v1/targets")]
    [InlineData("list target", "GET /v1/targets")]
    [InlineData("targets", "GET /v1/targets")]
    [InlineData("list stores", "GET /v1/stores")]
    [InlineData("list schedules", "GET /v1/schedules")]
    [InlineData("list retention policies", "GET /v1/retention")]
    [InlineData("list retention policy", "GET /v1/retention")]
    [InlineData("list policies", "GET /v1/retention")]
    [InlineData("list policy", "GET /v1/retention")]
    [InlineData("list retention", "GET /v1/retention")]
    [InlineData("retention policies", "GET /v1/retention")]
    [InlineData("list-policies", "GET /v1/retention")]
    [InlineData("list jobs", "GET /v1/jobs")]
    [InlineData("list archives", "GET /v1/archives")]
    [InlineData("list backups", "GET /v1/archives")]
    [InlineData("backups", "GET /v1/archives")]
    [InlineData("list tasks", "GET /v1/tasks?active=t")]
    [InlineData("list tasks --all", "GET /v1/tasks")]
    [InlineData("show target " + Samples.TargetId, "GET /v1/target/" + Samples.TargetId)]
    [InlineData("show targets " + Samples.TargetId, "GET /v1/target/" + Samples.TargetId)]
    [InlineData("target " + Samples.TargetId, "GET /v1/target/" + Samples.TargetId)]
    [InlineData("show store " + Samples.StoreId, "GET /v1/store/" + Samples.StoreId)]
    [InlineData("show schedule " + Samples.ScheduleId, "GET /v1/schedule/" + Samples.ScheduleId)]
    [InlineData("show retention policy " + Samples.PolicyId, "GET /v1/retention/" + Samples.PolicyId)]
    [InlineData("show policy " + Samples.PolicyId, "GET /v1/retention/" + Samples.PolicyId)]
    [InlineData("show job " + Samples.JobId, "GET /v1/job/" + Samples.JobId)]
    [InlineData("show archive " + Samples.ArchiveId, "GET /v1/archive/" + Samples.ArchiveId)]
    [InlineData("show backup " + Samples.ArchiveId, "GET /v1/archive/" + Samples.ArchiveId)]
    [InlineData("run job " + Samples.JobId, "POST /v1/job/" + Samples.JobId + "/run")]
    [InlineData("run " + Samples.JobId, "POST /v1/job/" + Samples.JobId + "/run")]
    [InlineData("run-job " + Samples.JobId, "POST /v1/job/" + Samples.JobId + "/run")]
    public async Task Every_way_of_saying_it_asks_the_same(string line, string question)
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach();

        var ran = await Shell.At(core).RunAsync(line);

        Assert.Equal("", ran.Error);
        Assert.Equal(0, ran.Exit);
        Assert.Equal(question, core.Lines[0]);
    }

    [Theory]
    [InlineData("--plugin fs list targets --unused")]
    [InlineData("list --unused --plugin fs targets")]
    [InlineData("list targets --plugin=fs --unused")]
    [InlineData("--unused list --plugin fs target")]
    public async Task Options_may_stand_anywhere(string line)
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach();

        var ran = await Shell.At(core).RunAsync(line);

        Assert.Equal(0, ran.Exit);
        Assert.Equal(["GET /v1/targets?plugin=fs&unused=t"], core.Lines);
    }

    [Fact]
    public async Task The_address_may_stand_before_the_verb()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach();

        var ran = await new Shell().RunAsync($"--core {core.Url} list targets");

        Assert.Equal(0, ran.Exit);
    }

    [Theory]
    [InlineData("lits targets", "did you mean 'list'?")]
    [InlineData("list tragets", "did you mean 'targets'?")]
    [InlineData("list polices", "did you mean 'policies'?")]
    [InlineData("restor archive x", "did you mean 'restore'?")]
    [InlineData("taregts", "did you mean 'targets'?")]
    [InlineData("list targets --unsed", "did you mean '--unused'?")]
    [InlineData("create target --nmae x", "did you mean '--name'?")]
    [InlineData("run jbo docs", "did you mean 'job'?")]
    [InlineData("list tasks --status faild", "did you mean 'failed'?")]
    [InlineData("token create --name x --role oprator", "did you mean 'operator'?")]
    [InlineData("--verison", "did you mean '--version'?")]
    public async Task A_slip_of_the_finger_gets_the_nearest_word_and_exit_2(string line, string suggestion)
    {
        var ran = await new Shell().RunAsync(line);

        Assert.Equal(2, ran.Exit);
        Assert.Contains(suggestion, ran.Error, StringComparison.Ordinal);
        Assert.Contains("hint: ", ran.Error, StringComparison.Ordinal);
        Assert.Equal("", ran.Out);
    }

    [Theory]
    [InlineData("frobnicate", "unknown command 'frobnicate'")]
    [InlineData("list archives --status lost", "--status 'lost' is none of valid, expired, purged, invalid")]
    [InlineData("list", "list what?")]
    [InlineData("pause target docs", "there is no `shield pause target`")]
    [InlineData("show job", "show job needs JOB")]
    [InlineData("run job", "run job needs JOB")]
    [InlineData("show job a b", "'b' is one word too many")]
    [InlineData("list targets --plugin", "--plugin needs a value")]
    [InlineData("list targets --plugin a --plugin b", "--plugin is given twice")]
    [InlineData("list targets --used --unused", "--unused and --used leave nothing")]
    [InlineData("list tasks --limit many", "--limit 'many' is no whole number")]
    [InlineData("list targets --core ftp://x", "is no address of a core")]
    [InlineData("--json", "nothing to do")]
    public async Task Bad_usage_exits_2_and_says_what_is_wrong(string line, string reason)
    {
        var ran = await new Shell().RunAsync(line);

        Assert.Equal(2, ran.Exit);
        Assert.Contains(reason, ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show target my docs", "'my docs'")]
    [InlineData("run job it was nice", "'it was nice'")]
    public async Task A_name_of_several_words_without_quotes_is_told_to_have_some(string line, string quoted)
    {
        var ran = await new Shell().RunAsync(line);

        Assert.Equal(2, ran.Exit);
        Assert.Contains(
            $"hint: a name of several words goes in quotes: {quoted}\n", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_begins_with_a_dash_goes_behind_two_dashes()
    {
        await using var core = await FakeCore.StartAsync();
        core.On("GET /v1/targets", Samples.List(Samples.Target("--docs")))
            .On($"GET /v1/target/{Samples.TargetId}", Samples.Target("--docs"));

        var ran = await Shell.At(core).RunAsync(["show", "target", "--", "--docs"]);

        Assert.Equal(0, ran.Exit);
    }
}

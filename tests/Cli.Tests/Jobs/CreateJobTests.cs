namespace Shield.Cli.Tests.Jobs;

public sealed class CreateJobTests
{
    [Fact]
    public async Task Names_and_starts_of_uuids_become_uuids()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach().On("POST /v1/jobs", Samples.Created);

        var ran = await Shell.At(core).RunAsync(
            "create job --name j --target docs --store 5bcd --schedule nightly"
            + $" --retention-policy {Samples.PolicyId} --priority 7 --paused");

        Assert.Equal("", ran.Error);
        Assert.Equal($"{Samples.CreatedId}\n", ran.Out);
        var body = core.LastBody;
        Assert.Equal(Samples.TargetId, body.GetProperty("target").GetString());
        Assert.Equal(Samples.StoreId, body.GetProperty("store").GetString());
        Assert.Equal(Samples.ScheduleId, body.GetProperty("schedule").GetString());
        Assert.Equal(Samples.PolicyId, body.GetProperty("retention").GetString());
        Assert.Equal(7, body.GetProperty("priority").GetInt32());
        Assert.True(body.GetProperty("paused").GetBoolean());
    }

    [Fact]
    public async Task Without_anything_defined_it_says_what_to_create_first()
    {
        await using var core = await FakeCore.StartAsync();
        core.On("GET /v1/targets", "[]").On("GET /v1/stores", "[]")
            .On("GET /v1/schedules", "[]").On("GET /v1/retention", "[]");

        var ran = await Shell.At(core).RunAsync("create job");

        Assert.Equal(1, ran.Exit);
        Assert.Contains(
            "a job needs a target and a store and a schedule and a retention policy, and there is none yet",
            ran.Error,
            StringComparison.Ordinal);
        Assert.Contains("  shield create store --name", ran.Error, StringComparison.Ordinal);
        Assert.Contains("hint: begin with `shield create target`", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_parts_are_named_with_what_there_is_to_choose_from()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach();

        var ran = await Shell.At(core).RunAsync("create job --name j --store disk");

        Assert.Equal(2, ran.Exit);
        Assert.Contains("--target TARGET: one of docs", ran.Error, StringComparison.Ordinal);
        Assert.Contains("--schedule SCHEDULE: one of nightly", ran.Error, StringComparison.Ordinal);
        Assert.Contains("--retention-policy POLICY: one of quarter", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--store", ran.Error.Split("hint:")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_terminal_the_parts_are_asked_for()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach().On("POST /v1/jobs", Samples.Created);

        var ran = await Shell.TerminalAt(core, "j\ndocs\ndisk\nnightly\nquarter\n").RunAsync("create job");

        Assert.Equal(0, ran.Exit);
        Assert.Contains("target (docs): ", ran.Error, StringComparison.Ordinal);
        Assert.Equal(Samples.ScheduleId, core.LastBody.GetProperty("schedule").GetString());
    }

    [Fact]
    public async Task Only_uuids_need_no_looking_up()
    {
        await using var core = await FakeCore.StartAsync();
        core.On("POST /v1/jobs", Samples.Created);

        var ran = await Shell.At(core).RunAsync(
            $"create job --name j --target {Samples.TargetId} --store {Samples.StoreId}"
            + $" --schedule {Samples.ScheduleId} --retention-policy {Samples.PolicyId}");

        Assert.Equal(0, ran.Exit);
        Assert.Equal(["POST /v1/jobs"], core.Lines);
    }
}

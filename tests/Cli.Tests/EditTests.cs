namespace Shield.Cli.Tests;

public sealed class EditTests
{
    private const string Updated = """{"ok":"updated"}""";
    private const string Masked = """{"base_dir":"/srv/docs","password":"••••••"}""";

    [Fact]
    public async Task Only_what_is_given_changes_under_the_etag_that_was_seen()
    {
        await using var core = await EditableAsync();

        var ran = await Shell.At(core).RunAsync("edit target docs --name handbook");

        Assert.Equal("edited\n", ran.Out);
        Assert.Equal("\"0123\"", core.Asked[^1].IfMatch);
        var body = core.LastBody;
        Assert.Equal("handbook", body.GetProperty("name").GetString());
        Assert.Equal("the handbook", body.GetProperty("summary").GetString());
        Assert.Equal("fs", body.GetProperty("plugin").GetString());
        Assert.Equal(Masked, body.GetProperty("endpoint").GetString());
        Assert.Equal("10.0.0.5:5444", body.GetProperty("agent").GetString());
    }

    [Fact]
    public async Task A_field_of_the_endpoint_is_set_or_taken_away_and_masks_go_back_as_they_are()
    {
        await using var core = await EditableAsync();

        await Shell.At(core).RunAsync("update target 2f42 --set base_dir= --set path=/new");

        using var endpoint = System.Text.Json.JsonDocument.Parse(
            core.LastBody.GetProperty("endpoint").GetString() ?? "");
        Assert.Equal(
            [("password", "••••••"), ("path", "/new")],
            endpoint.RootElement.EnumerateObject().Select(f => (f.Name, f.Value.GetString())));
    }

    [Fact]
    public async Task A_whole_endpoint_replaces_the_one_that_was_there()
    {
        await using var core = await EditableAsync();

        await Shell.At(core).RunAsync(["edit", "target", "docs", "--endpoint", """{"a":1}"""]);

        Assert.Equal("""{"a":1}""", core.LastBody.GetProperty("endpoint").GetString());
    }

    [Theory]
    [InlineData("edit store disk --name attic", "stores", "name", "attic")]
    [InlineData("edit store disk --summary ''", "stores", "summary", "")]
    [InlineData("edit schedule nightly --when 'daily 2am'", "schedules", "when", "daily 2am")]
    [InlineData("edit retention policy quarter --summary x", "retention", "summary", "x")]
    [InlineData("edit archive 9ee4 --notes 'keep it'", "archives", "notes", "keep it")]
    [InlineData("edit job 'docs nightly' --target docs", "jobs", "target", Samples.TargetId)]
    [InlineData("edit job 'docs nightly' --store 5bcd", "jobs", "store", Samples.StoreId)]
    [InlineData("edit job 'docs nightly' --schedule nightly", "jobs", "schedule", Samples.ScheduleId)]
    [InlineData("edit job 'docs nightly' --retention-policy c5", "jobs", "retention", Samples.PolicyId)]
    public async Task Each_noun_is_edited(string line, string list, string field, string value)
    {
        await using var core = await EditableAsync();

        var ran = await Shell.At(core).RunAsync(line);

        Assert.Equal("", ran.Error);
        Assert.Equal(0, ran.Exit);
        Assert.Contains($"GET /v1/{list}", core.Lines);
        Assert.Equal("PUT", core.Asked[^1].Method);
        Assert.Equal("\"0123\"", core.Asked[^1].IfMatch);
        Assert.Equal(value, core.LastBody.GetProperty(field).GetString());
    }

    [Fact]
    public async Task A_job_keeps_its_parts_and_its_priority_unless_they_are_given()
    {
        await using var core = await EditableAsync();

        await Shell.At(core).RunAsync($"edit job {Samples.JobId} --priority 7");

        Assert.Equal([$"GET /v1/job/{Samples.JobId}", $"PUT /v1/job/{Samples.JobId}"], core.Lines);
        Assert.Equal(7, core.LastBody.GetProperty("priority").GetInt32());
        Assert.Equal(Samples.TargetId, core.LastBody.GetProperty("target").GetString());
        Assert.Equal(Samples.PolicyId, core.LastBody.GetProperty("retention").GetString());
    }

    [Fact]
    public async Task An_edited_policy_says_how_many_archives_it_does_not_touch()
    {
        await using var core = await EditableAsync();

        var ran = await Shell.At(core).RunAsync("edit policy quarter --expires 120d");

        Assert.Equal("edited; 3 archives keep the expiry they have\n", ran.Out);
        Assert.Equal(10368000, core.LastBody.GetProperty("expires").GetInt64());
    }

    [Fact]
    public async Task An_edit_of_what_somebody_has_changed_meanwhile_says_to_look_again()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach().Refuse(
            $"PUT /v1/target/{Samples.TargetId}", 412, """{"status":412,"detail":"stale"}""");

        var ran = await Shell.At(core).RunAsync("edit target docs --name x");

        Assert.Equal(1, ran.Exit);
        Assert.Contains("somebody has changed target docs meanwhile", ran.Error, StringComparison.Ordinal);
        Assert.Contains(
            "hint: look again with `shield show target docs`", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_body_comes_from_standard_input_untouched()
    {
        await using var core = await EditableAsync();
        const string body = """{ "name" : "x" }""";

        var ran = await new Shell { Environment = { ["SHIELD_API"] = core.Url }, Input = body }
            .RunAsync($"edit target {Samples.TargetId} --json -");

        Assert.Equal([$"PUT /v1/target/{Samples.TargetId}"], core.Lines);
        Assert.Equal(body, core.Asked[^1].Body);
        Assert.Equal(Updated + "\n", ran.Out);
    }

    [Theory]
    [InlineData("edit target docs", "--agent HOST:PORT")]
    [InlineData("edit schedule nightly", "--when TIMESPEC")]
    [InlineData("edit archive 9ee4", "--notes TEXT")]
    public async Task Without_options_and_without_a_terminal_the_options_are_named(string line, string option)
    {
        await using var core = await EditableAsync();

        var ran = await Shell.At(core).RunAsync(line);

        Assert.Equal(2, ran.Exit);
        Assert.Contains(option, ran.Error, StringComparison.Ordinal);
        Assert.Empty(core.Lines);
    }

    [Fact]
    public async Task On_a_terminal_each_field_is_asked_for_and_enter_keeps_it()
    {
        await using var core = await EditableAsync();
        const string answers = "handbook\n\n\n/new\nhunter2\nmode\nfast\n\n\n";

        var ran = await Shell.TerminalAt(core, answers).RunAsync("edit target docs");

        Assert.Equal(0, ran.Exit);
        Assert.Contains("name [docs]: summary [the handbook]: ", ran.Error, StringComparison.Ordinal);
        Assert.Contains("endpoint password [••••••]: ", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", ran.Error, StringComparison.Ordinal);
        Assert.Equal("handbook", core.LastBody.GetProperty("name").GetString());
        Assert.Equal("the handbook", core.LastBody.GetProperty("summary").GetString());
        Assert.Equal(
            """{"base_dir":"/new","password":"hunter2","mode":"fast"}""",
            core.LastBody.GetProperty("endpoint").GetString());
        Assert.Equal("10.0.0.5:5444", core.LastBody.GetProperty("agent").GetString());
    }

    private static async Task<FakeCore> EditableAsync() => (await FakeCore.StartAsync()).WithOneOfEach()
        .On($"PUT /v1/target/{Samples.TargetId}", Updated)
        .On($"PUT /v1/store/{Samples.StoreId}", Updated)
        .On($"PUT /v1/schedule/{Samples.ScheduleId}", Updated)
        .On($"PUT /v1/retention/{Samples.PolicyId}", """{"ok":"updated","archives_kept":3}""")
        .On($"PUT /v1/job/{Samples.JobId}", Updated)
        .On($"PUT /v1/archive/{Samples.ArchiveId}", Updated);
}

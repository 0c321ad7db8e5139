namespace Shield.Cli.Tests;

public sealed class CreateTests
{
    [Fact]
    public async Task Creating_a_target_sends_every_field_and_prints_the_uuid_alone()
    {
        await using var core = await FakeCore.StartAsync();
        core.On("POST /v1/targets", Samples.Created);

        var ran = await Shell.At(core).RunAsync(
            "create target --name docs --summary 'the handbook' --plugin fs --agent h:1"
            + " --endpoint '{\"a\":1}'");

        Assert.Equal($"{Samples.CreatedId}\n", ran.Out);
        var body = core.LastBody;
        Assert.Equal("docs", body.GetProperty("name").GetString());
        Assert.Equal("the handbook", body.GetProperty("summary").GetString());
        Assert.Equal("fs", body.GetProperty("plugin").GetString());
        Assert.Equal("h:1", body.GetProperty("agent").GetString());
        Assert.Equal("{\"a\":1}", body.GetProperty("endpoint").GetString());
    }

    [Fact]
    public async Task Fields_set_one_by_one_are_text_unless_marked_as_json()
    {
        await using var core = await FakeCore.StartAsync();
        core.On("POST /v1/stores", Samples.Created);

        var ran = await Shell.At(core).RunAsync(
            "create store --name s --plugin p --endpoint '{\"a\":1,\"b\":\"old\"}'"
            + " --set b=new --set pin=0042 --set url=http://x/?a=b --set n:=7 --set list:=[1]");

        Assert.Equal(0, ran.Exit);
        Assert.Equal(
            """{"a":1,"b":"new","pin":"0042","url":"http://x/?a=b","n":7,"list":[1]}""",
            core.LastBody.GetProperty("endpoint").GetString());
    }

    [Fact]
    public async Task An_endpoint_comes_from_a_file_or_from_standard_input()
    {
        await using var core = await FakeCore.StartAsync();
        core.On("POST /v1/stores", Samples.Created);
        var file = Path.Combine(Directory.CreateTempSubdirectory("shield-cli-").FullName, "my endpoint.json");
        await File.WriteAllTextAsync(file, """{"from":"file"}""");

        await Shell.At(core).RunAsync(
            ["create", "store", "--name=s", "--plugin=p", "--endpoint", "@" + file]);
        var fromFile = core.LastBody.GetProperty("endpoint").GetString();
        var shell = new Shell { Environment = { ["SHIELD_API"] = core.Url }, Input = """{"from":"stdin"}""" };
        await shell.RunAsync("create store --name s --plugin p --endpoint -");

        Assert.Equal("""{"from":"file"}""", fromFile);
        Assert.Equal("""{"from":"stdin"}""", core.LastBody.GetProperty("endpoint").GetString());
    }

    [Fact]
    public async Task A_whole_body_comes_from_standard_input_untouched_and_the_answer_goes_out_untouched()
    {
        await using var core = await FakeCore.StartAsync();
        core.On("POST /v1/targets", Samples.Created);
        const string body = """{ "name" : "x", "endpoint" : {"k":1}, "later" : true }""";

        var ran = await new Shell { Environment = { ["SHIELD_API"] = core.Url }, Input = body }
            .RunAsync("create target --json -");

        Assert.Equal(body, core.Asked[^1].Body);
        Assert.Equal(Samples.Created + "\n", ran.Out);
    }

    [Fact]
    public async Task All_missing_fields_are_named_at_once_before_anything_is_asked()
    {
        await using var core = await FakeCore.StartAsync();

        var ran = await Shell.At(core).RunAsync("create target --plugin fs");

        Assert.Equal(2, ran.Exit);
        Assert.Contains("3 fields are missing", ran.Error, StringComparison.Ordinal);
        Assert.Contains("--name NAME", ran.Error, StringComparison.Ordinal);
        Assert.Contains("--endpoint JSON", ran.Error, StringComparison.Ordinal);
        Assert.Contains("--agent HOST:PORT", ran.Error, StringComparison.Ordinal);
        Assert.Empty(core.Lines);
    }

    [Fact]
    public async Task On_a_terminal_missing_fields_are_asked_for_one_by_one()
    {
        await using var core = await FakeCore.StartAsync();
        core.On("POST /v1/schedules", Samples.Created);
        const string answers = "nightly\ndaily at 4am\nwhile we sleep\n";

        var ran = await Shell.TerminalAt(core, answers).RunAsync("create schedule");

        Assert.Equal(0, ran.Exit);
        Assert.Equal(
            "name of the schedule: when, such as daily at 4am: summary (Enter: none): ", ran.Error);
        Assert.Equal("while we sleep", core.LastBody.GetProperty("summary").GetString());
        Assert.Equal("daily at 4am", core.LastBody.GetProperty("when").GetString());
        Assert.Equal($"created schedule nightly, {Samples.CreatedId}\n", ran.Out);
    }

    [Theory]
    [InlineData("3600s", 3600)]
    [InlineData("90m", 5400)]
    [InlineData("5h", 18000)]
    [InlineData("90d", 7776000)]
    [InlineData("2w", 1209600)]
    [InlineData("1y", 31536000)]
    public async Task A_retention_policy_keeps_for_what_its_letter_means(string expires, long seconds)
    {
        await using var core = await FakeCore.StartAsync();
        core.On("POST /v1/retention", Samples.Created);

        var ran = await Shell.At(core).RunAsync($"create retention policy --name q --expires {expires}");

        Assert.Equal(0, ran.Exit);
        Assert.Equal(seconds, core.LastBody.GetProperty("expires").GetInt64());
    }

    [Theory]
    [InlineData("90")]
    [InlineData("d")]
    [InlineData("1.5d")]
    [InlineData("-1d")]
    [InlineData("90 days")]
    [InlineData("99999999999999999999d")]
    [InlineData("9223372036854775807y")]
    public async Task A_span_that_could_mean_anything_is_refused(string expires)
    {
        var ran = await new Shell().RunAsync(["create", "policy", "--name=q", $"--expires={expires}"]);

        Assert.Equal(2, ran.Exit);
        Assert.Contains("is no span of time", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--endpoint [1]", "the endpoint is no JSON object")]
    [InlineData("--endpoint {", "the endpoint is no JSON object")]
    [InlineData("--endpoint {\"a\":1}", "--set needs KEY=VALUE")]
    public async Task A_broken_endpoint_is_refused_before_it_is_merged(string endpoint, string reason)
    {
        var set = reason.StartsWith("--set", StringComparison.Ordinal) ? "novalue" : "a=b";

        var ran = await new Shell().RunAsync(
            ["create", "store", "--name=s", "--plugin=p", .. endpoint.Split(' '), "--set", set]);

        Assert.Equal(2, ran.Exit);
        Assert.Contains(reason, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_set_as_broken_json_is_not_repeated_for_it_may_be_a_secret()
    {
        var ran = await new Shell().RunAsync("create store --name s --plugin p --set token:=hunter2");

        Assert.Equal(2, ran.Exit);
        Assert.DoesNotContain("hunter2", ran.Error, StringComparison.Ordinal);
    }
}

namespace Shield.Cli.Tests;

public sealed class ListTests
{
    private const string T = Samples.TargetId;
    private const string S = Samples.StoreId;
    private const string C = Samples.ScheduleId;
    private const string P = Samples.PolicyId;

    [Theory]
    [InlineData("list targets --used --plugin fs", "/v1/targets?plugin=fs&unused=f")]
    [InlineData("list targets --name 'a b&c'", "/v1/targets?name=a%20b%26c")]
    [InlineData("list stores --unused", "/v1/stores?unused=t")]
    [InlineData("list stores --plugin s3", "/v1/stores?plugin=s3")]
    [InlineData("list schedules --unused", "/v1/schedules?unused=t")]
    [InlineData("list retention policies --used", "/v1/retention?unused=f")]
    [InlineData("list jobs --paused", "/v1/jobs?paused=t")]
    [InlineData("list jobs --unpaused", "/v1/jobs?paused=f")]
    [InlineData("list jobs --target docs --store disk", $"/v1/jobs?target={T}&store={S}")]
    [InlineData(
        "list jobs --schedule nightly --retention-policy quarter",
        $"/v1/jobs?schedule={C}&retention={P}")]
    [InlineData("list archives --target docs --store 5bcd", $"/v1/archives?target={T}&store={S}")]
    [InlineData(
        "list archives --after 20261101 --before 2026-11-30T12:00:00+01:00",
        "/v1/archives?after=20261101&before=2026-11-30T12%3A00%3A00%2B01%3A00")]
    [InlineData("list archives --status valid --limit 5", "/v1/archives?status=valid&limit=5")]
    [InlineData("list tasks --status failed", "/v1/tasks?status=failed")]
    [InlineData("list tasks --all --limit 9", "/v1/tasks?limit=9")]
    public async Task Filters_become_the_query_of_the_api(string line, string query)
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach();

        var ran = await Shell.At(core).RunAsync(line);

        Assert.Equal("", ran.Error);
        Assert.Equal($"GET {query}", core.Lines[^1]);
    }

    [Theory]
    [InlineData("list targets", $"docs\t{T}\tfs\t10.0.0.5:5444\tthe handbook\n")]
    [InlineData("list stores", $"disk\t{S}\tfs\t\n")]
    [InlineData("list schedules", $"nightly\t{C}\tdaily at 4am\twhile we sleep\n")]
    [InlineData("list policies", $"quarter\t{P}\t7776000\t\n")]
    [InlineData(
        "list jobs",
        $"docs nightly\t{Samples.JobId}\tdocs\tdisk\tnightly\t7776000\tno\tdone\t2026-11-25 03:00:00\n")]
    [InlineData(
        "list archives",
        $"docs\t{Samples.ArchiveId}\t2026-07-25 11:32:00\t2026-12-25 11:32:00\tvalid\t1536\tdisk"
        + "\tdocs nightly\tbefore change #422\n")]
    [InlineData(
        "list tasks",
        $"backup\t{Samples.TaskId}\tdone\tsystem\t2026-11-25 11:29:59\t2026-11-25 11:30:00"
        + "\t2026-11-25 11:32:05\t0\t10.0.0.5:5444\n")]
    public async Task Through_a_pipe_come_tabs_whole_uuids_and_bare_numbers(string line, string text)
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach();

        var ran = await Shell.At(core).RunAsync(line);

        Assert.Equal(text, ran.Out);
    }

    [Fact]
    public async Task On_a_terminal_come_short_uuids_local_times_with_their_zone_and_sizes_in_words()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach();

        var ran = await Shell.TerminalAt(core).RunAsync("list archives");

        Assert.Contains(" 9ee4b579 ", ran.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(Samples.ArchiveId, ran.Out, StringComparison.Ordinal);
        Assert.Contains("2026-07-25 13:32 CEST", ran.Out, StringComparison.Ordinal);
        Assert.Contains("2026-12-25 12:32 CET", ran.Out, StringComparison.Ordinal);
        Assert.Contains("1.5 KiB", ran.Out, StringComparison.Ordinal);
        Assert.Contains("target", ran.Out.Split('\n')[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_that_is_too_narrow_gets_one_fact_below_the_other_and_no_word_broken()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach();
        var narrow = new Shell
        {
            Environment = { ["SHIELD_API"] = core.Url }, OutIsTerminal = true, Width = 50,
        };

        var ran = await narrow.RunAsync("list archives");

        Assert.StartsWith("target   docs", ran.Out, StringComparison.Ordinal);
        Assert.Contains("\ntaken    2026-07-25 13:32 CEST", ran.Out, StringComparison.Ordinal);
        Assert.All(ran.Out.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 50, line));
    }

    [Fact]
    public async Task A_column_in_which_nothing_stands_is_left_out_on_a_terminal()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach();

        var stores = await Shell.TerminalAt(core).RunAsync("list stores");
        var targets = await Shell.TerminalAt(core).RunAsync("list targets");

        Assert.DoesNotContain("summary", stores.Out, StringComparison.Ordinal);
        Assert.Contains("summary", targets.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_list_says_on_a_terminal_how_to_fill_it_and_is_silent_through_a_pipe()
    {
        await using var core = await FakeCore.StartAsync();
        core.On("GET /v1/jobs", "[]");

        var seen = await Shell.TerminalAt(core).RunAsync("list jobs");
        var piped = await Shell.At(core).RunAsync("list jobs");

        Assert.Equal("no jobs; `shield create job` makes one\n", seen.Out);
        Assert.Equal("", piped.Out);
        Assert.Equal(0, piped.Exit);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Json_is_what_the_api_sent_byte_for_byte(bool terminal)
    {
        const string odd = $$"""[ {"uuid":"{{T}}", "name":"é\u0041", "new_field":1.50} ]""";
        await using var core = await FakeCore.StartAsync();
        core.On("GET /v1/targets", odd);

        var shell = terminal ? Shell.TerminalAt(core) : Shell.At(core);
        var ran = await shell.RunAsync("list targets --json");

        Assert.Equal(odd + "\n", ran.Out);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_name_cannot_steer_the_terminal_or_break_a_line(bool terminal)
    {
        await using var core = await FakeCore.StartAsync();
        core.On("GET /v1/targets", Samples.List(Samples.Target("a\\u001b[2Jb\\tc\\nd [red]x[/]")));

        var ran = await (terminal ? Shell.TerminalAt(core) : Shell.At(core)).RunAsync("list targets");

        Assert.DoesNotContain("\u001b", ran.Out, StringComparison.Ordinal);
        Assert.Contains("[red]x[/]", ran.Out, StringComparison.Ordinal);
        if (!terminal) Assert.Equal(5, Assert.Single(ran.Out.TrimEnd('\n').Split('\n')).Split('\t').Length);
    }
}

namespace Shield.Cli.Tests.Plugins;

public sealed class PluginTests
{
    [Fact]
    public async Task Plugins_are_listed_once_for_each_version()
    {
        await using var core = await FakeCore.StartAsync();
        core.On("GET /v1/plugins", Samples.List(Samples.Plugin(), Samples.Plugin("1.1.0", "h:1")));

        var ran = await Shell.At(core).RunAsync("list plugins");

        Assert.Equal(
            "s3\tS3\t1.0.0\tno\tyes\t10.0.0.5:5444\t\ns3\tS3\t1.1.0\tno\tyes\th:1\t\n", ran.Out);
    }

    [Fact]
    public async Task A_plugin_through_a_pipe_is_a_fact_per_line_and_a_line_per_field()
    {
        await using var core = await FakeCore.StartAsync();
        core.WithAnAgent();

        var ran = await Shell.At(core).RunAsync("show plugin s3");

        Assert.StartsWith(
            "plugin\ts3\nname\tS3\nauthor\tus\nversion\t1.0.0\nprotocol\t2\ntarget\tno\nstore\tyes\n"
            + "agents\t10.0.0.5:5444\nfault\t\nfield\tbucket\tstore\tstring\tyes\t\tWhat bucket is.\n",
            ran.Out,
            StringComparison.Ordinal);
        Assert.Contains(
            "field\tsignature\tstore\t2 | 4\tno\t4\tWhat signature is.\n", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_terminal_versions_that_differ_are_pointed_out()
    {
        await using var core = await FakeCore.StartAsync();
        core.On("GET /v1/plugin/s3", Samples.List(Samples.Plugin(), Samples.Plugin("1.1.0", "h:1")));

        var ran = await Shell.TerminalAt(core).RunAsync("show plugin s3");

        Assert.StartsWith("agents have 2 different versions of s3\n", ran.Out, StringComparison.Ordinal);
        Assert.Contains("1.1.0", ran.Out, StringComparison.Ordinal);
        Assert.Contains("secret_key", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_with_a_fault_says_it()
    {
        await using var core = await FakeCore.StartAsync();
        core.On("GET /v1/plugin/s3", Samples.List(Samples.Plugin().Replace(
            "\"fault\":\"\"", "\"fault\":\"does not answer\"", StringComparison.Ordinal)));

        var ran = await Shell.TerminalAt(core).RunAsync("show plugin s3");

        Assert.Contains("does not answer", ran.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show plugin s4", "there is no plugin 's4', did you mean 's3'?", "`shield list plugins`")]
    [InlineData(
        "show agent 10.0.0.5:544",
        "there is no agent '10.0.0.5:544', did you mean '10.0.0.5:5444'?",
        "`shield list agents`")]
    public async Task What_nobody_has_gets_the_nearest_name(string line, string reason, string hint)
    {
        await using var core = await FakeCore.StartAsync();
        core.WithAnAgent();

        var ran = await Shell.At(core).RunAsync(line);

        Assert.Equal(1, ran.Exit);
        Assert.Contains($"shield: {reason}\n", ran.Error, StringComparison.Ordinal);
        Assert.Contains($"hint: {hint} shows what there is", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list plugins", "GET /v1/plugins")]
    [InlineData("show plugin s3", "GET /v1/plugin/s3")]
    [InlineData("list agents", "GET /v1/agents")]
    [InlineData("show agent 10.0.0.5:5444", "GET /v1/agent/10.0.0.5%3A5444")]
    [InlineData("list audit", "GET /v1/audit")]
    [InlineData("audit", "GET /v1/audit")]
    public async Task As_json_it_is_what_the_api_sent(string line, string question)
    {
        await using var core = await FakeCore.StartAsync();
        core.WithAnAgent();

        var ran = await Shell.TerminalAt(core).RunAsync($"{line} --json");

        Assert.Equal(0, ran.Exit);
        Assert.Equal([question.Replace("%3A", ":", StringComparison.Ordinal)], core.Lines);
        Assert.StartsWith("{", ran.Out.TrimStart('['), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_plugins_a_terminal_is_told_where_to_look()
    {
        await using var core = await FakeCore.StartAsync();
        core.On("GET /v1/plugins", "[]");

        var ran = await Shell.TerminalAt(core).RunAsync("list plugins");

        Assert.Contains("`shield list agents`", ran.Out, StringComparison.Ordinal);
    }
}

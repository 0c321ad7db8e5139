using System.Net;
using System.Net.Sockets;

namespace Shield.Cli.Tests.Completion;

public sealed class CompleterTests
{
    [Theory]
    [InlineData("", "create", "list", "edit", "help", "completion")]
    [InlineData("un", "unpause")]
    [InlineData("list ", "targets", "policies", "archives", "tasks")]
    [InlineData("create ", "target", "store", "schedule", "policy", "job")]
    [InlineData("update po", "policy")]
    [InlineData("help delete jo", "job")]
    [InlineData("list targets --", "--used", "--unused", "--plugin", "--json", "--core")]
    [InlineData("list targets --unu", "--unused")]
    [InlineData("create-target --e", "--endpoint")]
    [InlineData("--cor", "--core")]
    [InlineData("completion ", "bash", "zsh", "fish")]
    [InlineData("validate ", "target", "store")]
    [InlineData("list a", "archives", "agents", "audit")]
    [InlineData("list tasks --status ", "pending", "running", "canceled", "failed", "done")]
    [InlineData("list archives --status ex", "expired")]
    [InlineData("token create --role op", "operator")]
    public async Task Words_are_completed_without_a_core(string line, params string[] expected)
    {
        var found = await CompleteAsync(new Shell { Clock = new StillClock() }, line);

        Assert.Subset(found.ToHashSet(), expected.ToHashSet());
        Assert.True(expected.Length > 1 || found.Length == 1, string.Join(' ', found));
    }

    [Theory]
    [InlineData("show target ", "docs")]
    [InlineData("edit store d", "disk")]
    [InlineData("delete policy ", "quarter")]
    [InlineData("show retention policy q", "quarter")]
    [InlineData("run ", "job", "docs nightly")]
    [InlineData("run job docs", "docs nightly")]
    [InlineData("restore archive ", "9ee4b579")]
    [InlineData("download archive ", "9ee4b579")]
    [InlineData("test store ", "disk")]
    [InlineData("restore archive 9ee4b579 --to ", "docs")]
    [InlineData("cancel task 5", "5e2c416d")]
    [InlineData("list jobs --target ", "docs")]
    [InlineData("list jobs --target=", "--target=docs")]
    [InlineData("list jobs --target=d", "--target=docs")]
    [InlineData("create job --name x --retention-policy q", "quarter")]
    [InlineData("edit job x --schedule ", "nightly")]
    [InlineData("show plugin ", "s3")]
    [InlineData("show agent 10", "10.0.0.5:5444")]
    [InlineData("list targets --plugin s", "s3")]
    [InlineData("create target --agent ", "10.0.0.5:5444")]
    [InlineData("validate store disk --agent ", "10.0.0.5:5444")]
    public async Task Names_come_from_the_core(string line, params string[] expected)
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach().WithAnAgent();

        Assert.Equal(expected, await CompleteAsync(At(core.Url), line));
    }

    [Theory]
    [InlineData("show target docs ")]
    [InlineData("list targets ")]
    [InlineData("create target --name ")]
    [InlineData("frobnicate the ")]
    [InlineData("list targets --plugin a --plugin b --core ")]
    public async Task Where_nothing_is_known_nothing_is_offered(string line)
    {
        await using var core = await FakeCore.StartAsync();
        core.WithOneOfEach();

        Assert.Empty(await CompleteAsync(At(core.Url), line));
    }

    [Fact]
    public async Task A_core_that_is_away_or_says_no_is_passed_over_in_silence()
    {
        await using var core = await FakeCore.StartAsync();
        core.Refuse("GET /v1/targets", 401, "");

        Assert.Empty(await CompleteAsync(At("http://127.0.0.1:1"), "show target "));
        Assert.Empty(await CompleteAsync(At(core.Url), "show target "));
    }

    [Fact]
    public async Task A_core_that_does_not_answer_is_waited_for_a_moment_only()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var shell = new Shell { Environment = { ["SHIELD_API"] = $"http://{silent.LocalEndpoint}" } };

        Assert.Empty(await CompleteAsync(shell, "show target "));
    }

    [Fact]
    public async Task A_name_that_would_break_the_line_is_not_offered()
    {
        await using var core = await FakeCore.StartAsync();
        core.On("GET /v1/targets", Samples.List(Samples.Target(@"a\nb"), Samples.Target("ab")));

        Assert.Equal(["ab"], await CompleteAsync(At(core.Url), "show target a"));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task Each_shell_gets_a_script(string shell)
    {
        var ran = await new Shell().RunAsync($"completion {shell}");

        Assert.Equal(0, ran.Exit);
        Assert.Contains("__complete", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_shell_is_told_which_there_are()
    {
        var ran = await new Shell().RunAsync("completion csh");

        Assert.Equal(2, ran.Exit);
        Assert.Contains("hint: there is bash, zsh, fish", ran.Error, StringComparison.Ordinal);
    }

    private static Shell At(string url) =>
        new() { Environment = { ["SHIELD_API"] = url }, Clock = new StillClock() };

    /// <summary>The last word is the one to complete, and may be empty.</summary>
    private static async Task<string[]> CompleteAsync(Shell shell, string line)
    {
        var ran = await shell.RunAsync(["__complete", .. line.Split(' ')]);
        Assert.Equal(("", 0), (ran.Error, ran.Exit));
        return ran.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

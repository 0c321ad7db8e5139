using System.Runtime.Versioning;
using Shield.Cli.Grammar;
using Shield.Cli.Service;
using Shield.Cli.Settings;

namespace Shield.Cli.Tests.Settings;

[UnsupportedOSPlatform("windows")]
public sealed class WhereTests
{
    private readonly string _home = Directory.CreateTempSubdirectory("shield-cli-").FullName;

    [Fact]
    public async Task The_option_goes_before_the_environment_and_that_before_the_config()
    {
        await using var named = await EmptyCoreAsync();
        await using var set = await EmptyCoreAsync();
        await using var written = await EmptyCoreAsync();
        Write($"core = {written.Url}\n");
        var shell = new Shell { Home = _home };

        await shell.RunAsync("list jobs");
        shell.Environment["SHIELD_API"] = set.Url;
        await shell.RunAsync("list jobs");
        await shell.RunAsync($"list jobs --core {named.Url}");

        Assert.Single(written.Lines);
        Assert.Single(set.Lines);
        Assert.Single(named.Lines);
    }

    [Fact]
    public void Without_any_of_them_it_is_this_machine()
    {
        var shell = new Shell { Home = _home };
        var arguments = Arguments.Read(StatusCommand.Command, []);
        var console = shell.Console(TextWriter.Null, TextWriter.Null);
        using var session = new Session(StatusCommand.Command, arguments, console);

        var options = Where.Find(session);

        Assert.Equal(new Uri("http://127.0.0.1:8888"), options.Core);
        Assert.Null(options.Token);
    }

    [Fact]
    public async Task The_token_of_the_environment_goes_before_that_of_the_config()
    {
        await using var core = await EmptyCoreAsync();
        Write($"# mine\ncore = {core.Url}\n\ntoken = from-config\n");
        var file = Path.Combine(_home, "token");
        await File.WriteAllTextAsync(file, "from-file\n");
        var shell = new Shell { Home = _home };

        await shell.RunAsync("list jobs");
        shell.Environment["SHIELD_API_TOKEN_FILE"] = file;
        await shell.RunAsync("list jobs");
        shell.Environment["SHIELD_API_TOKEN"] = "from-environment";
        await shell.RunAsync("list jobs");

        Assert.Equal(
            ["Bearer from-config", "Bearer from-file", "Bearer from-environment"],
            core.Asked.Select(a => a.Authorization));
    }

    [Fact]
    public async Task Without_a_token_none_is_sent()
    {
        await using var core = await EmptyCoreAsync();

        await Shell.At(core).RunAsync("list jobs");

        Assert.Equal("", core.Asked[0].Authorization);
    }

    [Fact]
    public async Task The_token_of_the_config_is_not_sent_to_another_core()
    {
        await using var other = await EmptyCoreAsync();
        Write("core = http://127.0.0.1:1\ntoken = secret\n");

        await new Shell { Home = _home }.RunAsync($"list jobs --core {other.Url}");

        Assert.Equal("", other.Asked[0].Authorization);
    }

    [Fact]
    public async Task A_token_that_no_header_takes_is_refused_without_repeating_it()
    {
        await using var core = await EmptyCoreAsync();
        var shell = Shell.At(core);
        shell.Environment["SHIELD_API_TOKEN"] = "hunter2\nX-Other: 1";

        var ran = await shell.RunAsync("list jobs");

        Assert.Equal(1, ran.Exit);
        Assert.DoesNotContain("hunter2", ran.Error, StringComparison.Ordinal);
        Assert.Empty(core.Lines);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public async Task A_config_that_others_can_read_or_change_is_refused(UnixFileMode more)
    {
        Write("token = hunter2\n", more);

        var ran = await new Shell { Home = _home }.RunAsync("list jobs");

        Assert.Equal(1, ran.Exit);
        Assert.Contains("hint: `chmod 600 ", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hunter2\n")]
    [InlineData("tokn = hunter2\n")]
    public async Task A_config_with_a_slip_is_refused_without_repeating_the_token(string text)
    {
        Write(text);

        var ran = await new Shell { Home = _home }.RunAsync("list jobs");

        Assert.Equal(1, ran.Exit);
        Assert.Contains("core = URL", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_may_lack_its_scheme_and_may_have_a_path()
    {
        await using var core = await FakeCore.StartAsync();
        core.On("GET /backup/v1/jobs", "[]");

        var ran = await new Shell { Home = _home }
            .RunAsync($"list jobs --core {core.Url["http://".Length..]}/backup");

        Assert.Equal(0, ran.Exit);
    }

    private static async Task<FakeCore> EmptyCoreAsync() =>
        (await FakeCore.StartAsync()).On("GET /v1/jobs", "[]");

    private void Write(string text, UnixFileMode more = UnixFileMode.None)
    {
        var path = Path.Combine(_home, ConfigFile.Name);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | more);
    }
}

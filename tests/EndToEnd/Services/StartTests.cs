using System.Net;
using System.Net.Sockets;
using Shield.EndToEnd.Documents;
using Shield.EndToEnd.Programs;
using Shield.Plugins.Sdk.Processes;
using Shield.Testing;

namespace Shield.EndToEnd.Services;

/// <summary>How shieldd starts, and how it says that it cannot.</summary>
public sealed class StartTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan FirstAnswerMax = TimeSpan.FromSeconds(30);

    private readonly Service _service = Service.Make();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task It_answers_soon_after_its_start()
    {
        var first = await _service.StartAsync();
        await _service.Child.KillAsync();
        var second = await _service.StartAsync();

        output.WriteLine($"a new home: {first.TotalSeconds:0.0} s, again: {second.TotalSeconds:0.0} s");
        Assert.InRange(first, TimeSpan.Zero, FirstAnswerMax);
        Assert.InRange(second, TimeSpan.Zero, FirstAnswerMax);
    }

    [Fact]
    public async Task Its_help_names_every_setting_of_the_guide()
    {
        var settings = new Page("docs/operations.md").FirstColumn("Settings")
            .TakeWhile(name => name != "SHIELD_API").ToArray();

        var end = await ShielddAsync("--help");

        Assert.Equal(0, end.ExitCode);
        Assert.Equal(20, settings.Length);
        Assert.All(settings, name => Assert.Contains($"  {name} ", end.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_version_is_one_line()
    {
        var end = await ShielddAsync("--version");

        Assert.Equal(0, end.ExitCode);
        Assert.Matches(@"^shieldd \d+\.\d+\.\d+\n$", end.Output);
    }

    [Fact]
    public async Task An_argument_that_it_does_not_know_is_named()
    {
        var end = await ShielddAsync("--verbose");

        AssertOneLine(end, exitCode: 2);
        Assert.Contains("--verbose", end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_wrong_settings_are_named_at_once()
    {
        _service.Environment["SHIELD_LISTEN"] = "backup.example.com:8888";
        _service.Environment["SHIELD_WORKERS"] = "many";
        _service.Environment["SHIELD_TIMEZONE"] = "Europe/Atlantis";
        _service.Environment["SHIELD_TASK_TIMEOUT"] = "soon";
        _service.Environment["SHIELD_DATABASE"] = "Host=db;Password=canary";

        var end = await ShielddAsync();

        Assert.Equal(2, end.ExitCode);
        var lines = end.Errors.TrimEnd().Split('\n');
        Assert.Equal(5, lines.Length);
        Assert.Equal(
            ["SHIELD_DATABASE", "SHIELD_LISTEN", "SHIELD_TASK_TIMEOUT", "SHIELD_TIMEZONE", "SHIELD_WORKERS"],
            lines.Select(line => line.Split(' ')[1]).Order());
        Assert.All(lines, line => Assert.StartsWith("shieldd: ", line, StringComparison.Ordinal));
        Assert.DoesNotContain("canary", end.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_service.Home));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_one_line()
    {
        using var other = new TcpListener(IPAddress.Loopback, _service.Url.Port);
        other.Start();

        var end = await ShielddAsync();

        AssertOneLine(end, exitCode: 1);
        Assert.Contains($"{_service.Url.Port}", end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_service_with_the_same_home_is_refused_in_one_line()
    {
        await _service.StartAsync();
        _service.Environment["SHIELD_LISTEN"] = "http://127.0.0.1:0";

        var end = await ShielddAsync();

        AssertOneLine(end, exitCode: 1);
        Assert.Contains("another shieldd or shield-agent is running", end.Errors, StringComparison.Ordinal);
        Assert.True(await _service.Api.AnswersAsync());
    }

    [Fact]
    public async Task A_supervisor_that_is_missing_is_said_in_one_line()
    {
        var dist = Path.Combine(_service.Folder, "dist");
        await Tools.OutputOfAsync("cp", "-r", Path.Combine(Repository.Root, "dist"), dist);
        File.Delete(Path.Combine(dist, "shield-supervisor"));

        var end = await Tools.RunAsync(_service.Environment, Path.Combine(dist, "shieldd"));

        AssertOneLine(end, exitCode: 1);
        Assert.Contains("shield-supervisor", end.Errors, StringComparison.Ordinal);
    }

    private Task<ToolEnd> ShielddAsync(params string[] arguments) =>
        Tools.RunAsync(_service.Environment, Repository.Built("shieldd"), arguments);

    private static void AssertOneLine(ToolEnd end, int exitCode)
    {
        Assert.True(end.ExitCode == exitCode, $"exit {end.ExitCode}: {end.Errors}");
        Assert.Equal("", end.Output);
        var line = Assert.Single(end.Errors.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("shieldd: ", line, StringComparison.Ordinal);
    }
}

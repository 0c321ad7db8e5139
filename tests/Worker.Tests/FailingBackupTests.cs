using Shield.Testing;

namespace Shield.Agent.Worker.Tests;

/// <summary>Plugins that fail, break off, or print what is no key, in both protocols.</summary>
public sealed class FailingBackupTests(Service service) : IClassFixture<Service>
{
    private const string Much = """{"bytes": 5000000}""";
    private const string Little = """{"bytes": 200000}""";

    public static TheoryData<string> Protocols => ["dummy", "dummy1"];

    /// <summary>Store fields, and the words of the reason.</summary>
    public static MatrixTheoryData<string, (string Fields, string Reason)> UnusableAnswers => new(
        Protocols.Select(row => row.Data),
        [
            ("""{"print": "nothing"}""", "it printed nothing"),
            ("""{"print": "no_key"}""", "it printed no key"),
            ("""{"print": "empty_key"}""", "the key is empty"),
            ("""{"print": "no_json"}""", "it did not print JSON"),
        ]);

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_target_that_fails_after_it_has_printed_data_makes_no_archive(string plugin)
    {
        var trial = service.Try();

        var task = await trial.RunAsync("""{"bytes": 200000, "exit": 3}""", "{}", plugin, plugin);

        await trial.FailedCleanlyAsync(
            task, $"plugin '{plugin}' failed to back up", "a program that it ran failed", "exit 3");
    }

    [Theory]
    [InlineData("dummy", "start")]
    [InlineData("dummy", "end")]
    [InlineData("dummy1", "start")]
    [InlineData("dummy1", "end")]
    public async Task A_target_that_is_killed_makes_no_archive(string plugin, string when)
    {
        var trial = service.Try();

        var task = await trial.RunAsync($$"""{"bytes": 200000, "die": "{{when}}"}""", "{}", plugin, plugin);

        await trial.FailedCleanlyAsync(
            task, $"plugin '{plugin}' failed to back up", "ended by signal 9");
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_target_that_prints_nothing_has_made_no_backup(string plugin)
    {
        var trial = service.Try();

        var task = await trial.RunAsync("""{"bytes": 0}""", "{}", plugin, plugin);

        await trial.FailedCleanlyAsync(task, $"plugin '{plugin}'", "printed nothing", "empty backup");
    }

    [Theory]
    [MemberData(nameof(UnusableAnswers))]
    public async Task A_store_without_a_usable_key_makes_no_archive(
        string plugin, (string Fields, string Reason) answer)
    {
        var trial = service.Try();

        var task = await trial.RunAsync(Little, answer.Fields, plugin, plugin);

        Assert.Contains(answer.Reason, task.FailedBecause(), StringComparison.Ordinal);
        await trial.LeftNothingElseAsync(task);
        if (plugin == "dummy") await trial.UntilNoBlobAsync();
        else Assert.Contains(task.Lines(), line => line.Contains("printed no key", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_store_that_prints_two_keys_makes_no_archive(string plugin)
    {
        var trial = service.Try();

        var task = await trial.RunAsync(Little, """{"print": "two_keys"}""", plugin, plugin);

        Assert.Contains("it did not print JSON", task.FailedBecause(), StringComparison.Ordinal);
        await trial.LeftNothingElseAsync(task);
        if (plugin == "dummy") await trial.UntilNoBlobAsync();
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_store_that_prints_a_key_and_fails_makes_no_archive(string plugin)
    {
        var trial = service.Try();

        var task = await trial.RunAsync(
            Little, """{"store": {"exit": 4}}""", plugin, plugin);

        await trial.FailedCleanlyAsync(task, $"plugin '{plugin}' failed to store", "exit 4");
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_store_that_dies_half_way_makes_no_archive(string plugin)
    {
        var trial = service.Try();

        var task = await trial.RunAsync(Much, """{"read_bytes": 1000, "then": "die"}""", plugin, plugin);

        Assert.Contains($"plugin '{plugin}' failed to store", task.FailedBecause(), StringComparison.Ordinal);
        Assert.Contains("ended by signal 9", task.FailedBecause(), StringComparison.Ordinal);
        await trial.LeftNothingElseAsync(task);
        if (plugin == "dummy") await trial.UntilNoBlobAsync();
        else Assert.Contains(task.Lines(), line => line.Contains("nobody knows", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("dummy", 5_000_000)]
    [InlineData("dummy1", 5_000_000)]
    [InlineData("dummy", 2000)]
    [InlineData("dummy1", 2000)]
    [InlineData("dummy1", 1001)]
    public async Task A_store_that_exits_0_without_reading_all_makes_no_archive(string plugin, int bytes)
    {
        var trial = service.Try();

        var task = await trial.RunAsync(
            $$"""{"bytes": {{bytes}}}""", """{"read_bytes": 1000}""", plugin, plugin);

        await trial.FailedCleanlyAsync(
            task, $"plugin '{plugin}'", "exited 0 before it had been given all there is to store");
    }

    [Theory]
    [InlineData("""{"report_bytes": 199999}""", "was sent 200000 bytes and says that it holds 199999")]
    [InlineData("""{"report_bytes": -1}""", "'bytes' is not a whole number")]
    [InlineData("""{"report_sha256": "abc"}""", "'sha256' is not 64 hex digits")]
    [InlineData(
        """{"report_sha256": "0000000000000000000000000000000000000000000000000000000000000000"}""",
        "says that it holds 0000000000")]
    public async Task A_store_that_holds_something_else_than_it_was_sent_makes_no_archive(
        string fields, string reason)
    {
        var trial = service.Try();

        var task = await trial.RunAsync(Little, fields);

        await trial.FailedCleanlyAsync(task, "plugin 'dummy'", reason);
    }
}

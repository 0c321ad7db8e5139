using Shield.Domain.Tasks;
using Shield.Grains;
using Shield.Testing;

namespace Shield.Agent.Worker.Tests;

/// <summary>Plugins that say very much on standard error. Each case runs in both protocols.</summary>
public sealed class LoudPluginTests(Service service) : IClassFixture<Service>
{
    /// <summary>What is kept of an attempt, in characters, with room for what the core says.</summary>
    private const int LogCharsMax = 1024 * 1024 + 64 * 1024;

    public static TheoryData<string> Protocols => ["dummy", "dummy1"];

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_line_of_one_and_a_half_megabytes_is_cut_and_the_backup_is_done(string plugin)
    {
        var trial = service.Try();

        var task = await trial.RunAsync(
            """{"bytes": 1000, "stderr_line_bytes": 1500000}""", "{}", plugin, plugin);

        await DoneAsync(trial, task);
        var cut = Assert.Single(task.Lines(), line => line.StartsWith("xxx", StringComparison.Ordinal));
        Assert.EndsWith("[cut: the line is longer than 64 KiB]", cut, StringComparison.Ordinal);
        Assert.InRange(cut.Length, 64 * 1024, (64 * 1024) + 100);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Twenty_thousand_lines_are_kept_in_order(string plugin)
    {
        var trial = service.Try();

        var task = await trial.RunAsync("""{"bytes": 1000, "stderr_lines": 20000}""", "{}", plugin, plugin);

        await DoneAsync(trial, task);
        Assert.Equal(Enumerable.Range(1, 20_000).Select(number => $"line {number}"), Said(task));
    }

    [Fact]
    public async Task A_log_of_more_than_a_mebibyte_keeps_its_beginning_and_its_end_and_says_so()
    {
        var trial = service.Try();

        var task = await trial.RunAsync("""{"bytes": 1000, "stderr_lines": 150000}""");

        await DoneAsync(trial, task);
        var numbers = Said(task).Select(line => int.Parse(line["line ".Length..])).ToArray();
        var note = Assert.Single(
            task.Lines(), line => line.Contains("are not kept", StringComparison.Ordinal));
        Assert.Equal(1, numbers[0]);
        Assert.Equal(150_000, numbers[^1]);
        Assert.Equal(numbers.Order(), numbers);
        Assert.Equal(
            $"{150_000 - numbers.Length} lines are not kept: the log of an attempt is limited to 1 MiB",
            note);
        Assert.InRange(task.Lines().Sum(line => line.Length + 1), 1024 * 1024, LogCharsMax);
    }

    [Fact]
    public async Task A_loud_plugin_that_fails_is_blamed_with_the_last_thing_it_said()
    {
        var trial = service.Try();

        var task = await trial.RunAsync("""{"bytes": 1000, "stderr_lines": 150000, "exit": 3}""");

        await trial.FailedCleanlyAsync(task, "exit 3): line 150000");
    }

    private static IEnumerable<string> Said(TaskRow task) =>
        task.Lines().Where(line => line.StartsWith("line ", StringComparison.Ordinal));

    private static async Task DoneAsync(Trial trial, TaskRow task)
    {
        Assert.Equal(TaskPhase.Done, task.Status);
        Assert.Single(await trial.ArchivesAsync());
        Assert.Single(trial.Blobs);
        await trial.KeptItsSecretAsync(task.Uuid);
    }
}

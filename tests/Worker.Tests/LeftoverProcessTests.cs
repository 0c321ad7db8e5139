using Shield.Domain.Tasks;

namespace Shield.Agent.Worker.Tests;

/// <summary>Processes that a plugin starts and leaves. Each case runs in both protocols.</summary>
public sealed class LeftoverProcessTests(Service service) : IClassFixture<Service>
{
    public static TheoryData<string> Protocols => ["dummy", "dummy1"];

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_quiet_grandchild_in_its_own_session_is_ended_and_the_backup_is_done(string plugin)
    {
        var trial = service.Try();

        var task = await trial.RunAsync(
            """{"bytes": 1000, "grandchild": "quiet", "grandchild_pid": "@/pid"}""", "{}", plugin, plugin);

        Assert.Equal(TaskPhase.Done, task.Status);
        Assert.True(File.Exists(trial.File("pid")));
        await trial.KeptItsSecretAsync(task.Uuid);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_grandchild_that_holds_the_data_of_a_target_spoils_the_backup(string plugin)
    {
        var trial = service.Try();

        var task = await trial.RunAsync(
            """{"bytes": 1000, "grandchild": "holding", "grandchild_pid": "@/pid"}""", "{}", plugin, plugin);

        await trial.FailedCleanlyAsync(
            task, $"plugin '{plugin}' failed to back up", "left a process behind that still held its data");
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_grandchild_of_a_store_is_ended_with_it(string plugin)
    {
        var trial = service.Try();

        var task = await trial.RunAsync(
            """{"bytes": 1000, "exit": 3}""", """{"grandchild": "quiet"}""", plugin, plugin);

        await trial.FailedCleanlyAsync(task, "exit 3");
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_target_that_ignores_SIGTERM_is_killed_when_its_store_has_failed(string plugin)
    {
        var trial = service.Try();

        var task = await trial.RunAsync(
            """{"bytes": 1000, "hang": "end", "ignore_term": true}""",
            """{"store": {"exit": 3, "read_bytes": 10}}""",
            plugin,
            plugin);

        await trial.FailedCleanlyAsync(task, $"plugin '{plugin}' failed to store", "exit 3");
    }
}

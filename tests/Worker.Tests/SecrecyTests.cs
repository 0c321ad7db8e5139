using Shield.Domain.Tasks;
using Shield.Testing;

namespace Shield.Agent.Worker.Tests;

/// <summary>The password of an endpoint is seen by its plugin and by nobody else.</summary>
public sealed class SecrecyTests(Service service) : IClassFixture<Service>
{
    private const string Info =
        """'{"name": "B", "author": "A", "version": "1", "features": {"target": "yes"}""";

    [Fact]
    public async Task A_plugin_of_protocol_1_that_prints_its_endpoint_prints_no_secret()
    {
        service.Install(
            "babbler1", $"#!/bin/sh\n[ $1 = info ] && echo {Info}}}' && exit\necho \"$@\" >&2\nexit 3\n");
        var trial = service.Try();

        var task = await trial.RunAsync("{}", "{}", "babbler1", "dummy1");

        await trial.FailedCleanlyAsync(task, "plugin 'babbler1' failed to back up", "••••••");
    }

    [Fact]
    public async Task A_plugin_of_protocol_2_that_prints_its_endpoint_prints_no_secret()
    {
        service.Install(
            "babbler2",
            $"#!/bin/sh\n[ $1 = info ] && echo {Info}, \"protocol\": 2}}' && exit\n"
            + "cat \"$SHIELD_ENDPOINT_FILE\" >&2\nexit 3\n");
        var trial = service.Try();

        var task = await trial.RunAsync("{}", "{}", "babbler2");

        await trial.FailedCleanlyAsync(task, "plugin 'babbler2' failed to back up", "••••••");
    }

    [Theory]
    [InlineData("nowhere", "dummy")]
    [InlineData("dummy", "nowhere")]
    public async Task The_error_about_a_missing_plugin_names_the_plugin_and_shows_no_secret(
        string target, string store)
    {
        var trial = service.Try();

        var task = await trial.RunAsync("""{"bytes": 10}""", "{}", target, store);

        // Which looks for the secret of both endpoints in every log and every file.
        await trial.FailedCleanlyAsync(task, "there is no plugin 'nowhere' in");
    }

    [Fact]
    public async Task While_a_plugin_of_protocol_2_runs_no_command_line_and_no_environment_shows_the_secret()
    {
        var trial = service.Try();
        await trial.CreateJobAsync(
            """{"bytes": 1000, "hang": "end", "ready": "@/target-runs"}""",
            """{"store": {"hang": "start", "ready": "@/store-runs"}}""");
        var task = await trial.StartAsync();
        await trial.UntilThereAsync("target-runs");
        await trial.UntilThereAsync("store-runs");

        Assert.NotEmpty(ProcessTable.Of(task));
        Assert.Empty(ProcessTable.Showing(task, trial.Canary));

        await trial.CancelAsync(task);
        Assert.Equal(TaskPhase.Canceled, (await service.Shield.EndOfAsync(task)).Status);
        await trial.KeptItsSecretAsync(task);
    }
}

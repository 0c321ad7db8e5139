using Shield.Testing;

namespace Shield.Agent.Worker.Tests;

/// <summary>Plugins that are not there, cannot be executed, or cannot say what they are.</summary>
public sealed class UnfitPluginTests(Service service) : IClassFixture<Service>
{
    private const UnixFileMode Owner =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Fact]
    public async Task A_plugin_that_is_not_there_is_named_with_the_folders_that_were_searched()
    {
        var trial = service.Try();

        var task = await trial.RunAsync("{}", "{}", "nowhere");

        await trial.FailedCleanlyAsync(
            task, "there is no plugin 'nowhere' in", service.Shield.PluginFolder);
    }

    [Fact]
    public async Task A_store_plugin_that_is_not_there_starts_no_target()
    {
        var trial = service.Try();

        var task = await trial.RunAsync("""{"journal": "@/journal"}""", "{}", "dummy", "nowhere");

        await trial.FailedCleanlyAsync(task, "there is no plugin 'nowhere'");
        Assert.False(File.Exists(trial.File("journal")));
    }

    [Fact]
    public async Task A_link_that_leaves_the_plugin_folders_is_refused()
    {
        File.CreateSymbolicLink(Path.Combine(service.Shield.PluginFolder, "leaving"), "/bin/true");
        var trial = service.Try();

        var task = await trial.RunAsync("{}", "{}", "leaving");

        await trial.FailedCleanlyAsync(
            task, "plugin 'leaving' is a link that ends outside the plugin folders");
    }

    [Fact]
    public async Task A_plugin_that_may_not_be_executed_is_refused()
    {
        service.Install("no-mode", "#!/bin/sh\nexit 0\n", UnixFileMode.UserRead);
        var trial = service.Try();

        var task = await trial.RunAsync("{}", "{}", "no-mode");

        await trial.FailedCleanlyAsync(task, "plugin 'no-mode' is not executable: chmod +x");
    }

    [Theory]
    [InlineData("empty-file", "", "cannot say what it is")]
    [InlineData("no-interpreter", "#!/nonexistent/interpreter\n", "cannot say what it is")]
    [InlineData("info-fails", "#!/bin/sh\necho no luck today >&2\nexit 3\n", "exit 3): no luck today")]
    [InlineData("info-garbage", "#!/bin/sh\necho hello\n", "its info is not usable: it did not print JSON")]
    [InlineData("info-silent", "#!/bin/sh\n", "its info is not usable: it printed nothing")]
    [InlineData("info-list", "#!/bin/sh\necho '[]'\n", "not an object")]
    [InlineData("info-endless", "#!/bin/sh\nyes | head -c 5000000\n", "more than 1 MiB")]
    [InlineData(
        "only-store",
        """
        #!/bin/sh
        echo '{"name": "S", "author": "A", "version": "1", "features": {"target": "no", "store": "yes"}}'
        """,
        "cannot be used as a target")]
    public async Task A_plugin_that_cannot_say_what_it_is_is_named_with_the_reason(
        string name, string script, string reason)
    {
        service.Install(name, script);
        var trial = service.Try();

        var task = await trial.RunAsync("{}", "{}", name);

        await trial.FailedCleanlyAsync(task, $"plugin '{name}'", reason);
    }

    [Fact]
    public async Task A_plugin_that_only_targets_is_no_store()
    {
        service.Install("only-target", """
            #!/bin/sh
            echo '{"name": "T", "author": "A", "version": "1", "features": {"target": "yes"}}'
            """);
        var trial = service.Try();

        var task = await trial.RunAsync("""{"bytes": 10}""", "{}", "dummy", "only-target");

        await trial.FailedCleanlyAsync(task, "plugin 'only-target' cannot be used as a store");
    }

    [Fact]
    public async Task A_plugin_whose_info_hangs_is_given_up()
    {
        service.Install("info-hangs", "#!/bin/sh\nsleep 1000000\n");
        var trial = service.Try();

        var task = await trial.RunAsync("{}", "{}", "info-hangs");

        await trial.FailedCleanlyAsync(task, "plugin 'info-hangs' did not say what it is within 10 seconds");
    }

    [Fact]
    public async Task A_plugin_is_found_as_soon_as_it_is_there_and_read_again_when_it_has_changed()
    {
        var trial = service.Try();
        var missing = await trial.RunAsync("""{"bytes": 10}""", "{}", "late");
        service.Install("late", "#!/bin/sh\necho nonsense\n", Owner);
        var broken = await service.Shield.RunJobAsync(trial.Job);
        File.Delete(Path.Combine(service.Shield.PluginFolder, "late"));
        File.Copy(
            Path.Combine(Repository.Root, "tests", "DummyPlugin", "dummy"),
            Path.Combine(service.Shield.PluginFolder, "late"));

        var whole = await service.Shield.RunJobAsync(trial.Job);

        Assert.Contains("there is no plugin 'late'", missing.FailedBecause(), StringComparison.Ordinal);
        Assert.Contains("did not print JSON", broken.FailedBecause(), StringComparison.Ordinal);
        Assert.Equal(Domain.Tasks.TaskPhase.Done, whole.Status);
    }
}

using Shield.Grains.Targets;
using Shield.Grains.Workers;

namespace Shield.Agent.Worker.Tests;

public sealed class PluginCheckTests(Service service) : IClassFixture<Service>
{
    private static readonly CancellationToken None = CancellationToken.None;

    private const string Refusing = """
        #!/bin/bash
        case $1 in
          info) echo '{"name":"No","author":"A stranger","version":"1","protocol":2,
            "features":{"target":"yes","store":"yes"},
            "fields":[{"mode":"target","name":"password","type":"password"}]}' ;;
          validate) echo "as a $SHIELD_ENDPOINT_MODE I got $(cat "$SHIELD_ENDPOINT_FILE")" >&2; exit 4 ;;
        esac
        """;

    [Fact]
    public async Task A_plugin_that_finds_nothing_wrong_makes_a_target_valid()
    {
        var report = await ValidateAsync("dummy", new { });

        Assert.Equal(CheckVerdict.Valid, report.Verdict);
    }

    [Fact]
    public async Task What_a_plugin_says_is_wrong_is_told_without_the_password()
    {
        service.Install("refusing", Refusing);

        var report = await ValidateAsync("refusing", new { password = "canary-19" });

        Assert.Equal(CheckVerdict.Invalid, report.Verdict);
        Assert.StartsWith("as a target I got ", report.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-19", report.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_of_protocol_1_leaves_it_open()
    {
        Assert.Equal(CheckVerdict.Unknown, (await ValidateAsync("dummy1", new { })).Verdict);
    }

    [Fact]
    public async Task A_plugin_that_is_not_there_is_named()
    {
        var report = await ValidateAsync("nowhere", new { });

        Assert.Equal(CheckVerdict.Invalid, report.Verdict);
        Assert.Contains("there is no plugin 'nowhere'", report.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_lists_its_plugins_with_their_fields_and_says_which_cannot_be_used()
    {
        service.Install("mute", "#!/bin/sh\nexit 3");
        service.Install("refusing", Refusing);
        var worker = service.Shield.Grains.GetGrain<IWorkerGrain>(service.Shield.Agent.Value);

        var plugins = (await worker.ListPluginsAsync(None)).ToDictionary(plugin => plugin.File);

        Assert.Null(plugins["mute"].Info);
        Assert.Contains("exit 3", plugins["mute"].Fault, StringComparison.Ordinal);
        Assert.Equal("password", Assert.Single(plugins["refusing"].Info!.Fields).Type);
        Assert.True(plugins["fs"].Info!.IsStore);
    }

    private async Task<CheckReport> ValidateAsync(string plugin, object endpoint)
    {
        var target = await service.Shield.CreateTargetAsync(endpoint, plugin);
        return await service.Shield.Grains.GetGrain<ITargetGrain>(target.Value).ValidateAsync(None);
    }
}

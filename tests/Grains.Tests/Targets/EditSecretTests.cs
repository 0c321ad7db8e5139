using Microsoft.Extensions.DependencyInjection;
using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Plugins;
using Shield.Domain.Stores;
using Shield.Domain.Targets;
using Shield.Grains.Stores;
using Shield.Grains.Targets;

namespace Shield.Grains.Tests.Targets;

/// <summary>What becomes of a secret when somebody who has seen only its mask edits what it belongs to.
/// </summary>
public sealed class EditSecretTests(Service service) : IClassFixture<Service>
{
    private const string Masked = """{"host":"db","password":"••••••"}""";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_mask_keeps_the_secret_of_a_target()
    {
        var target = await CreateTargetAsync();

        await target.EditAsync(
            Target("renamed", Masked, service.Shield.Agent.Value), EditCondition.None, None);

        Assert.Equal(
            """{"host":"db","password":"old"}""", Open((await target.SnapshotAsync(None)).Call.Endpoint));
    }

    [Theory]
    [InlineData("""{"host":"evil","password":"••••••"}""", "127.0.0.1:5444", "dummy", "host")]
    [InlineData(Masked, "10.0.0.9:5444", "dummy", "the agent")]
    [InlineData(Masked, "127.0.0.1:5444", "dummy1", "the plugin")]
    public async Task A_secret_that_would_go_elsewhere_must_be_given_again_and_nothing_is_changed(
        string endpoint, string agent, string plugin, string what)
    {
        var target = await CreateTargetAsync();
        var edit = Target("renamed", endpoint, agent) with { Plugin = PluginName.Parse(plugin)!.Value };

        var refusal = await Refused.ByAsync(
            Reason.Invalid, () => target.EditAsync(edit, EditCondition.None, None));

        Assert.Equal("endpoint", refusal.Field);
        Assert.Contains($"since {what} changes", refusal.Message, StringComparison.Ordinal);
        var row = await service.Shield.Catalog.FindTargetAsync(new(target.GetPrimaryKey()), None);
        Assert.Equal(("a", Masked), (row!.Name, row.Endpoint));
    }

    [Fact]
    public async Task A_mask_keeps_the_secret_of_a_store_and_another_plugin_does_not_get_it()
    {
        var store = service.Shield.Grains.GetGrain<IStoreGrain>(Guid.NewGuid());
        var definition = new StoreDefinition(
            "s", "", PluginName.Parse("dummy")!.Value, Endpoint("""{"token":"old"}"""));
        await store.CreateAsync(definition, None);

        var edit = definition with { Endpoint = Endpoint("""{"token":"••••••","note":1}""") };
        await store.EditAsync(edit, EditCondition.None, None);
        var moved = edit with { Plugin = PluginName.Parse("dummy1")!.Value };
        await Refused.ByAsync(Reason.Invalid, () => store.EditAsync(moved, EditCondition.None, None));

        Assert.Equal("""{"token":"old","note":1}""", Open((await store.SnapshotAsync(None)).Endpoint));
    }

    private async Task<ITargetGrain> CreateTargetAsync()
    {
        var target = service.Shield.Grains.GetGrain<ITargetGrain>(Guid.NewGuid());
        await target.CreateAsync(
            Target("a", """{"host":"db","password":"old"}""", service.Shield.Agent.Value), None);
        return target;
    }

    private string Open(SealedEndpoint endpoint) =>
        service.Shield.Services.GetRequiredService<ISecretSeal>().Open(endpoint).Json;

    private static TargetDefinition Target(string name, string endpoint, string agent) => new(
        name, "", PluginName.Parse("dummy")!.Value, Endpoint(endpoint), AgentAddress.Parse(agent)!.Value);

    private static EndpointConfig Endpoint(string json) => EndpointConfig.Parse(json)!;
}

using Shield.Domain;
using Shield.Domain.Targets;

namespace Shield.Api.Endpoints.Tests.Targets;

public sealed class EditTargetTests
{
    [Theory]
    [InlineData(""" "{\"encoded\":\"json\"}" """)]
    [InlineData("""{"encoded":"json"}""")]
    public async Task A_target_is_edited_as_the_seeds_say(string endpoint)
    {
        await using var api = await ApiServer.StartAsync();
        var target = api.Shield.AddTarget("old");

        var answer = await api.PutAsync($"/v1/target/{target.Uuid}", Body(endpoint));

        Assert.Equal((200, """{"ok":"updated"}"""), (answer.Status, answer.Text));
        var edited = Assert.IsType<TargetDefinition>(Assert.Single(api.Shield.Edited));
        Assert.Equal(
            ("Target Name", "a short description", "plugin-name", "10.17.66.54:5544"),
            (edited.Name, edited.Summary, edited.Plugin.Value, edited.Agent.Value));
        Assert.Equal("""{"encoded":"json"}""", edited.Endpoint.Json);
    }

    [Fact]
    public async Task A_mask_goes_to_where_the_secret_is()
    {
        await using var api = await ApiServer.StartAsync();
        var target = api.Shield.AddTarget("old");

        var answer = await api.PutAsync($"/v1/target/{target.Uuid}", Body("""{"password":"••••••"}"""));

        Assert.Equal(200, answer.Status);
        Assert.True(Assert.IsType<TargetDefinition>(api.Shield.Edited.Single()).Endpoint.HasMasks());
    }

    [Fact]
    public async Task A_secret_that_must_be_given_again_is_a_fault_of_the_endpoint()
    {
        await using var api = await ApiServer.StartAsync();
        var target = api.Shield.AddTarget("old");
        api.Shield.EditRefusal = new ShieldException(Reason.Invalid, "again", "do") { Field = "endpoint" };

        var answer = await api.PutAsync($"/v1/target/{target.Uuid}", Body("""{"password":"••••••"}"""));

        Assert.Equal(["endpoint"], answer.IsProblem(400).Faulty);
        Assert.Empty(answer.Missing);
    }

    [Fact]
    public async Task Whatever_an_edit_lacks_is_named_in_order()
    {
        await using var api = await ApiServer.StartAsync();
        var target = api.Shield.AddTarget("old");

        var answer = await api.PutAsync($"/v1/target/{target.Uuid}", body: null);

        Assert.Equal(["name", "summary", "plugin", "endpoint", "agent"], answer.IsProblem(400).Missing);
        Assert.Empty(api.Shield.Edited);
    }

    private static string Body(string endpoint) => $$"""
        {
          "name"     : "Target Name",
          "summary"  : "a short description",
          "plugin"   : "plugin-name",
          "endpoint" : {{endpoint}},
          "agent"    : "10.17.66.54:5544"
        }
        """;
}

using Shield.Domain.Stores;

namespace Shield.Api.Endpoints.Tests.Stores;

public sealed class EditStoreTests
{
    [Fact]
    public async Task A_store_is_edited_as_the_seeds_say()
    {
        await using var api = await ApiServer.StartAsync();
        var store = api.Shield.AddJob("a job").Store;

        var answer = await api.PutAsync($"/v1/store/{store.Uuid}", """
            {
              "name"     : "Store Name",
              "summary"  : "a short description",
              "plugin"   : "plugin-name",
              "endpoint" : "{\"encoded\":\"json\"}"
            }
            """);

        Assert.Equal((200, """{"ok":"updated"}"""), (answer.Status, answer.Text));
        var edited = Assert.IsType<StoreDefinition>(Assert.Single(api.Shield.Edited));
        Assert.Equal(
            ("Store Name", "a short description", "plugin-name", """{"encoded":"json"}"""),
            (edited.Name, edited.Summary, edited.Plugin.Value, edited.Endpoint.Json));
    }

    [Fact]
    public async Task Whatever_an_edit_lacks_is_named_in_order()
    {
        await using var api = await ApiServer.StartAsync();
        var store = api.Shield.AddJob("a job").Store;

        var answer = await api.PutAsync($"/v1/store/{store.Uuid}", "{}");

        Assert.Equal(["name", "summary", "plugin", "endpoint"], answer.IsProblem(400).Missing);
    }
}

using Shield.Domain.Stores;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tests.Stores;

public sealed class StoreTests
{
    [Fact]
    public async Task A_store_is_created_without_a_summary()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.PostAsync(
            "/v1/stores", """{"name":"Store Name","plugin":"s3","endpoint":"{\"bucket\":\"b\"}"}""");

        Assert.Equal("created", answer.TextOf("ok"));
        var store = Assert.IsType<StoreDefinition>(Assert.Single(api.Shield.Created));
        Assert.Equal(("Store Name", "", "s3"), (store.Name, store.Summary, store.Plugin.Value));
        Assert.Equal("""{"bucket":"b"}""", store.Endpoint.Json);
    }

    [Fact]
    public async Task Whatever_a_store_lacks_is_named_in_order()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.PostAsync("/v1/stores", "{}");

        Assert.Equal(["name", "plugin", "endpoint"], answer.IsProblem(400).Missing);
    }

    [Fact]
    public async Task Stores_show_the_fields_of_the_seeds_in_lists_and_alone()
    {
        await using var api = await ApiServer.StartAsync();
        var store = api.Shield.AddJob("a job").Store;

        var list = await api.GetAsync("/v1/stores");
        var one = await api.GetAsync($"/v1/store/{store.Uuid}");

        Assert.Equal($"[{one.Text}]", list.Text);
        Assert.Equal(["uuid", "name", "summary", "plugin", "endpoint"], one.FieldNames());
        Assert.StartsWith($"{{\"uuid\":\"{store.Uuid}\",\"name\":\"a store\",", one.Text, StringComparison.Ordinal);
        Assert.Equal("""{"bucket":"b"}""", one.TextOf("endpoint"));
    }

    [Fact]
    public async Task Filters_reach_the_catalog()
    {
        await using var api = await ApiServer.StartAsync();

        await api.GetAsync("/v1/stores?plugin=s3&unused=f&name=Some");

        Assert.Equal(new StoreFilter(new NameFilter("Some", false), "s3", false), api.Shield.Filter);
    }
}

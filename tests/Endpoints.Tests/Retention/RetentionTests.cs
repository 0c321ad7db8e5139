using Shield.Domain.Retention;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tests.Retention;

public sealed class RetentionTests
{
    [Theory]
    [InlineData("3600", 3600)]
    [InlineData("86400.0", 86400)]
    [InlineData("1e5", 100_000)]
    public async Task A_policy_is_created(string expires, long seconds)
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.PostAsync("/v1/retention", $$"""{"name":"Policy","expires":{{expires}}}""");

        Assert.Equal("created", answer.TextOf("ok"));
        Assert.Equal(new RetentionDefinition("Policy", "", seconds), api.Shield.Created.Single());
    }

    [Theory]
    [InlineData("3599")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("3600.5")]
    [InlineData("1e300")]
    [InlineData("99999999999999999999999999999999999")]
    [InlineData("9223372036854775807")]
    [InlineData("\"86400\"")]
    [InlineData("true")]
    [InlineData("{}")]
    public async Task A_time_that_cannot_be_is_refused(string expires)
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.PostAsync("/v1/retention", $$"""{"name":"Policy","expires":{{expires}}}""");

        Assert.Equal(["expires"], answer.IsProblem(400).Faulty);
        Assert.Empty(api.Shield.Created);
    }

    [Fact]
    public async Task Whatever_a_policy_lacks_is_named_in_order()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.PostAsync("/v1/retention", "{}");

        Assert.Equal(["name", "expires"], answer.IsProblem(400).Missing);
    }

    [Fact]
    public async Task Policies_show_the_fields_of_the_seeds_in_lists_and_alone()
    {
        await using var api = await ApiServer.StartAsync();
        var policy = api.Shield.AddJob("a job").Retention;

        var list = await api.GetAsync("/v1/retention?unused=t");
        var one = await api.GetAsync($"/v1/retention/{policy.Uuid}");

        Assert.Equal(new PolicyFilter(NameFilter.Any, true), api.Shield.Filter);
        Assert.Equal($"[{one.Text}]", list.Text);
        Assert.Equal(
            $$"""{"uuid":"{{policy.Uuid}}","name":"100d","summary":"","expires":8640000}""", one.Text);
    }
}

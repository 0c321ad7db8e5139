using Shield.Domain;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tests.Targets;

public sealed class ListTargetsTests
{
    [Fact]
    public async Task A_list_shows_the_fields_of_the_seeds()
    {
        await using var api = await ApiServer.StartAsync();
        var uuid = new Guid("2F42D0B3-449A-4D0E-8576-A40CC552D7E5");
        api.Shield.Targets.Add(new TargetRow(
            new TargetId(uuid), "Target Name", "a short description", "plugin-name",
            """{"encoded":"json"}""", "10.17.66.54:5544"));

        var answer = await api.GetAsync("/v1/targets");

        Assert.Equal(200, answer.Status);
        Assert.Equal("application/json", answer.ContentType);
        const string expected = """
            [{
            "uuid":"2f42d0b3-449a-4d0e-8576-a40cc552d7e5",
            "name":"Target Name",
            "summary":"a short description",
            "plugin":"plugin-name",
            "endpoint":"{\"encoded\":\"json\"}",
            "agent":"10.17.66.54:5544"
            }]
            """;
        Assert.Equal(expected.ReplaceLineEndings(""), answer.Text);
    }

    [Fact]
    public async Task One_target_is_shown_whatever_the_case_of_its_uuid()
    {
        await using var api = await ApiServer.StartAsync();
        var row = api.Shield.AddTarget("söme name");

        var answer = await api.GetAsync($"/v1/target/{row.Uuid.ToString().ToUpperInvariant()}");

        Assert.Equal(200, answer.Status);
        Assert.Equal(["uuid", "name", "summary", "plugin", "endpoint", "agent"], answer.FieldNames());
        Assert.Equal(row.Uuid.ToString(), answer.TextOf("uuid"));
        Assert.Contains("söme name", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_list_is_an_empty_array()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.GetAsync("/v1/targets");

        Assert.Equal("[]", answer.Text);
    }

    [Fact]
    public async Task Filters_reach_the_catalog()
    {
        await using var api = await ApiServer.StartAsync();

        await api.GetAsync("/v1/targets?plugin=fs&unused=t&name=x&exact=true");

        Assert.Equal(new TargetFilter(new NameFilter("x", true), "fs", true), api.Shield.Filter);
    }

    [Theory]
    [InlineData("unused=yes", "unused")]
    [InlineData("unused=", "unused")]
    [InlineData("unused=T", "unused")]
    [InlineData("unused=t&unused=f", "unused")]
    [InlineData("exact=1", "exact")]
    [InlineData("plugin=../x", "plugin")]
    [InlineData("name=%00", "name")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("cursor=", "cursor")]
    public async Task A_filter_that_makes_no_sense_is_refused(string query, string field)
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.GetAsync($"/v1/targets?{query}");

        Assert.Equal([field], answer.IsProblem(400).Faulty);
    }

    [Fact]
    public async Task Faults_of_a_query_are_told_all_at_once()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.GetAsync("/v1/targets?unused=2&plugin=A&exact=3&limit=0&color=red");

        Assert.Equal(["exact", "plugin", "unused", "limit"], answer.IsProblem(400).Faulty);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat()
    {
        await using var api = await ApiServer.StartAsync();
        for (var i = 0; i < 7; i++) api.Shield.AddTarget($"target {i}");

        var names = new List<string>();
        var path = "/v1/targets?limit=3&name=target";
        var pages = 0;
        while (path is not null)
        {
            var answer = await api.GetAsync(path);
            names.AddRange(answer.Json.EnumerateArray().Select(row => row.GetProperty("name").GetString()!));
            path = Next(answer);
            pages++;
        }

        Assert.Equal(3, pages);
        Assert.Equal(api.Shield.Targets.Select(row => row.Name), names);
    }

    [Fact]
    public async Task A_page_goes_on_where_the_last_row_was_when_that_is_gone()
    {
        await using var api = await ApiServer.StartAsync();
        for (var i = 0; i < 5; i++) api.Shield.AddTarget($"target {i}");

        var next = Next(await api.GetAsync("/v1/targets?limit=2"));
        api.Shield.Targets.RemoveAt(1);
        var answer = await api.GetAsync(next!);

        Assert.Equal(
            ["target 2", "target 3"],
            answer.Json.EnumerateArray().Select(row => row.GetProperty("name").GetString()));
    }

    private static string? Next(Answer answer)
    {
        if (!answer.Headers.TryGetValue("Link", out var link)) return null;
        Assert.EndsWith(">; rel=\"next\"", link, StringComparison.Ordinal);
        return link[1..link.IndexOf('>', StringComparison.Ordinal)];
    }
}

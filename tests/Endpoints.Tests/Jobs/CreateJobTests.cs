using Shield.Domain.Jobs;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tests.Jobs;

public sealed class CreateJobTests
{
    private const string Nobody = "36f50f26-b007-433a-a67a-bdffbd0746c8";

    [Fact]
    public async Task A_job_need_not_name_its_priority()
    {
        await using var api = await ApiServer.StartAsync();
        var model = api.Shield.AddJob("a model");

        var answer = await api.PostAsync("/v1/jobs", Body(model, paused: "true", more: ""));

        Assert.Equal("created", answer.TextOf("ok"));
        Assert.Equal(
            new JobDefinition(
                "Job Name", "", model.Target.Uuid, model.Store.Uuid, model.Schedule.Uuid,
                model.Retention.Uuid, null),
            api.Shield.Created.Single());
        Assert.Equal(["create paused"], api.Shield.Asked);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task A_job_may_name_its_priority(int priority)
    {
        await using var api = await ApiServer.StartAsync();
        var model = api.Shield.AddJob("a model");

        await api.PostAsync("/v1/jobs", Body(model, paused: "false", more: $",\"priority\":{priority}"));

        Assert.Equal(priority, Assert.IsType<JobDefinition>(api.Shield.Created.Single()).Priority);
        Assert.Equal(["create"], api.Shield.Asked);
    }

    [Theory]
    [InlineData("101")]
    [InlineData("-1")]
    [InlineData("\"50\"")]
    public async Task A_priority_out_of_range_is_refused(string priority)
    {
        await using var api = await ApiServer.StartAsync();
        var model = api.Shield.AddJob("a model");

        var answer = await api.PostAsync(
            "/v1/jobs", Body(model, paused: "false", more: $",\"priority\":{priority}"));

        Assert.Equal(["priority"], answer.IsProblem(400).Faulty);
        Assert.Empty(api.Shield.Created);
    }

    [Fact]
    public async Task Whatever_a_job_lacks_is_named_in_order()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.PostAsync("/v1/jobs", "{}");

        Assert.Equal(
            ["name", "store", "target", "retention", "schedule", "paused"], answer.IsProblem(400).Missing);
    }

    [Fact]
    public async Task All_references_to_nothing_are_told_at_once()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.PostAsync("/v1/jobs", $$"""
            {"store":"{{Nobody}}","target":"{{Nobody}}","retention":"{{Nobody}}","schedule":"x","paused":"f"}
            """);

        answer.IsProblem(400);
        Assert.Equal(["name"], answer.Missing);
        Assert.Equal(
            ["paused", "retention", "schedule", "store", "target"],
            answer.Faulty.Order(StringComparer.Ordinal));
        Assert.Contains("target is the UUID of no target", answer.TextOf("detail"), StringComparison.Ordinal);
        Assert.Empty(api.Shield.Created);
    }

    private static string Body(JobRow model, string paused, string more) => $$"""
        {
          "name": "Job Name", "store": "{{model.Store.Uuid}}", "target": "{{model.Target.Uuid}}",
          "retention": "{{model.Retention.Uuid}}",
          "schedule": "{{model.Schedule.Uuid.ToString().ToUpperInvariant()}}", "paused": {{paused}}{{more}}
        }
        """;
}

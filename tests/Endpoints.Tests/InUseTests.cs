using Shield.Grains;

namespace Shield.Api.Endpoints.Tests;

public sealed class InUseTests
{
    [Theory]
    [InlineData("target")]
    [InlineData("store")]
    [InlineData("schedule")]
    [InlineData("retention")]
    public async Task A_delete_of_what_is_needed_names_who_needs_it(string noun)
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");
        api.Shield.Users.Add(new UserRow("job", job.Uuid.Value, "a job"));
        api.Shield.Users.Add(new UserRow("archive", Guid.Empty, ""));

        var answer = await api.DeleteAsync($"/v1/{noun}/{Id(job, noun)}");

        Assert.Equal(
            [
                $$"""{"kind":"job","uuid":"{{job.Uuid}}","name":"a job"}""",
                $$"""{"kind":"archive","uuid":"{{Guid.Empty}}","name":""}""",
            ],
            answer.IsProblem(409).Json.GetProperty("used_by").EnumerateArray()
                .Select(user => user.GetRawText()));
        Assert.Empty(api.Shield.Asked);
    }

    private static Guid Id(JobRow job, string noun) => noun switch
    {
        "target" => job.Target.Uuid.Value,
        "store" => job.Store.Uuid.Value,
        "schedule" => job.Schedule.Uuid.Value,
        _ => job.Retention.Uuid.Value,
    };
}

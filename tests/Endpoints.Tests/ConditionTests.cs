using Shield.Api.Endpoints.Tests.Archives;
using Shield.Api.Endpoints.Tests.Fakes;
using Shield.Domain;
using Shield.Domain.Archives;

namespace Shield.Api.Endpoints.Tests;

/// <summary>ETag and If-Match, for all nouns alike.</summary>
public sealed class ConditionTests
{
    public static TheoryData<string> Nouns { get; } =
        new("target", "store", "schedule", "retention", "job", "archive");

    [Theory]
    [MemberData(nameof(Nouns))]
    public async Task One_thing_has_a_strong_etag_which_its_edit_and_its_delete_can_name(string noun)
    {
        await using var api = await ApiServer.StartAsync();
        var (path, body) = Make(api.Shield, noun);

        var tag = (await api.GetAsync(path)).Headers["ETag"];
        var head = await api.SendAsync(HttpMethod.Head, path, body: null);
        Assert.Matches("""^"[0-9a-f]{32}"$""", tag);
        Assert.Equal(tag, head.Headers["ETag"]);

        Assert.Equal(200, (await SendAsync(api, HttpMethod.Put, path, body, $"\"other\", {tag}")).Status);
        Assert.Equal(["other", tag.Trim('"')], api.Shield.Condition!.Editions!);
        Assert.Equal(200, (await SendAsync(api, HttpMethod.Delete, path, null, tag)).Status);
        Assert.Equal([tag.Trim('"')], api.Shield.Condition!.Editions!);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("*")]
    public async Task Without_an_etag_nothing_is_asked_of_the_thing(string? condition)
    {
        await using var api = await ApiServer.StartAsync();
        var (path, body) = Make(api.Shield, "schedule");

        Assert.Equal(200, (await SendAsync(api, HttpMethod.Put, path, body, condition)).Status);

        Assert.Null(api.Shield.Condition!.Editions);
    }

    [Fact]
    public async Task A_weak_etag_is_equal_to_nothing()
    {
        await using var api = await ApiServer.StartAsync();
        var (path, body) = Make(api.Shield, "schedule");
        var tag = (await api.GetAsync(path)).Headers["ETag"];

        await SendAsync(api, HttpMethod.Put, path, body, "W/" + tag);

        Assert.False(api.Shield.Condition!.Allows(api.Shield.Schedules.Single().Edition));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("\"a\" and \"b\"")]
    [InlineData("")]
    public async Task What_is_no_etag_is_refused(string condition)
    {
        await using var api = await ApiServer.StartAsync();
        var (path, body) = Make(api.Shield, "schedule");

        var answer = await SendAsync(api, HttpMethod.Put, path, body, condition);

        Assert.Equal(["If-Match"], answer.IsProblem(400).Faulty);
        Assert.Empty(api.Shield.Edited);
    }

    [Fact]
    public async Task What_has_been_changed_meanwhile_is_said_to_be_stale()
    {
        await using var api = await ApiServer.StartAsync();
        var (path, body) = Make(api.Shield, "schedule");
        api.Shield.EditRefusal = new ShieldException(Reason.Stale, "it has changed", "look again");

        (await SendAsync(api, HttpMethod.Put, path, body, "\"a\"")).IsProblem(412);
        (await SendAsync(api, HttpMethod.Delete, path, null, "\"a\"")).IsProblem(412);
    }

    [Fact]
    public async Task A_run_or_another_name_of_its_target_leaves_the_etag_of_a_job_alone()
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");
        var before = (await api.GetAsync($"/v1/job/{job.Uuid}")).Headers["ETag"];

        api.Shield.Jobs[0] = job with
        {
            Target = job.Target with { Name = "renamed" },
            LastRun = ApiServer.Now,
            LastTaskStatus = "failed",
            Paused = true,
        };
        var after = (await api.GetAsync($"/v1/job/{job.Uuid}")).Headers["ETag"];
        api.Shield.Jobs[0] = job with { Summary = "another" };

        Assert.Equal(before, after);
        Assert.NotEqual(before, (await api.GetAsync($"/v1/job/{job.Uuid}")).Headers["ETag"]);
    }

    [Theory]
    [InlineData("/v1/targets")]
    [InlineData("/v1/jobs")]
    public async Task Lists_have_no_etag(string path)
    {
        await using var api = await ApiServer.StartAsync();
        api.Shield.AddJob("a job");

        Assert.False((await api.GetAsync(path)).Headers.ContainsKey("ETag"));
    }

    /// <summary>Something of this noun, and a body that edits it.</summary>
    private static (string Path, string Body) Make(FakeShield shield, string noun)
    {
        var job = shield.AddJob("a job");
        var archive = shield.Add(ArchiveStatus.Valid, ApiServer.Now);
        const string Reached = "\"plugin\":\"fs\",\"endpoint\":{}";
        const string Named = "\"name\":\"n\",\"summary\":\"\"";
        var ends = $"\"target\":\"{job.Target.Uuid}\",\"store\":\"{job.Store.Uuid}\"";
        var policies = $"\"retention\":\"{job.Retention.Uuid}\",\"schedule\":\"{job.Schedule.Uuid}\"";
        var (uuid, fields) = noun switch
        {
            "target" => (job.Target.Uuid.Value, $"{Named},{Reached},\"agent\":\"h:1\""),
            "store" => (job.Store.Uuid.Value, $"{Named},{Reached}"),
            "schedule" => (job.Schedule.Uuid.Value, $"{Named},\"when\":\"daily 4am\""),
            "retention" => (job.Retention.Uuid.Value, $"{Named},\"expires\":3600"),
            "archive" => (archive.Uuid.Value, "\"notes\":\"\""),
            _ => (job.Uuid.Value, $"{Named},{ends},{policies}"),
        };
        return ($"/v1/{noun}/{uuid}", $"{{{fields}}}");
    }

    private static async Task<Answer> SendAsync(
        ApiServer api, HttpMethod method, string path, string? body, string? condition)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body);
        if (condition is not null) request.Headers.TryAddWithoutValidation("If-Match", condition);
        return await api.SendAsync(request);
    }
}

namespace Shield.Api.Endpoints.Tests;

public sealed class IdempotencyTests
{
    private const string Schedule = """{"name":"nightly","when":"daily 4am"}""";

    [Theory]
    [InlineData("/v1/schedules", Schedule)]
    [InlineData("/v1/retention", """{"name":"n","expires":3600}""")]
    [InlineData("/v1/targets", """{"name":"n","plugin":"fs","endpoint":{},"agent":"h:1"}""")]
    [InlineData("/v1/stores", """{"name":"n","plugin":"fs","endpoint":{}}""")]
    [InlineData("/v1/job/{0}/run", null)]
    [InlineData("/v1/job/{0}/pause", null)]
    public async Task A_request_that_comes_again_is_answered_as_before_and_does_nothing_again(
        string route, string? body)
    {
        await using var api = await ApiServer.StartAsync();
        var path = string.Format(null, route, api.Shield.AddJob("a job").Uuid);

        var first = await SendAsync(api, path, body, "a-key");
        var asked = api.Shield.Asked.Count + api.Shield.Made.Count;
        var again = await SendAsync(api, path, body, "a-key");

        Assert.Equal(200, first.Status);
        Assert.Equal((200, first.Text, first.ContentType), (again.Status, again.Text, again.ContentType));
        Assert.Equal(asked, api.Shield.Asked.Count + api.Shield.Made.Count);
    }

    [Fact]
    public async Task Another_request_with_the_same_key_is_a_mismatch()
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");
        await SendAsync(api, "/v1/schedules", Schedule, "key");

        var another = Schedule.Replace("nightly", "daily", StringComparison.Ordinal);
        (await SendAsync(api, "/v1/schedules", another, "key")).IsProblem(422);
        (await SendAsync(api, "/v1/schedules?a=b", Schedule, "key")).IsProblem(422);
        (await SendAsync(api, $"/v1/job/{job.Uuid}/run", Schedule, "key")).IsProblem(422);

        Assert.Single(api.Shield.Made);
        Assert.Empty(api.Shield.Asked);
    }

    [Fact]
    public async Task Without_a_key_or_with_another_the_same_request_is_a_new_one()
    {
        await using var api = await ApiServer.StartAsync();

        await SendAsync(api, "/v1/schedules", Schedule, "one");
        await SendAsync(api, "/v1/schedules", Schedule, "two");
        await SendAsync(api, "/v1/schedules", Schedule, key: null);
        await SendAsync(api, "/v1/schedules", Schedule, key: null);

        Assert.Equal(4, api.Shield.Made.Distinct().Count());
    }

    [Fact]
    public async Task What_was_done_and_not_noted_is_done_again_under_the_same_uuid()
    {
        await using var api = await ApiServer.StartAsync();
        api.Shield.Ledger.IsAway = true;
        var first = await SendAsync(api, "/v1/schedules", Schedule, "key");
        api.Shield.Ledger.IsAway = false;

        var again = await SendAsync(api, "/v1/schedules", Schedule, "key");

        Assert.Equal((200, first.Text), (again.Status, again.Text));
        Assert.Single(api.Shield.Made.Distinct());
    }

    [Fact]
    public async Task Racing_duplicates_all_make_the_same()
    {
        await using var api = await ApiServer.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10)
            .Select(_ => SendAsync(api, "/v1/retention", """{"name":"n","expires":3600}""", "key")));

        Assert.Single(answers.Select(answer => (answer.Status, answer.Text)).Distinct());
        Assert.Single(api.Shield.Made.Distinct());
    }

    [Fact]
    public async Task A_refusal_is_not_kept()
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");
        api.Shield.Jobs.Clear();
        (await SendAsync(api, $"/v1/job/{job.Uuid}/run", body: null, "key")).IsProblem(404);

        api.Shield.Jobs.Add(job);

        Assert.Equal(200, (await SendAsync(api, $"/v1/job/{job.Uuid}/run", body: null, "key")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a key")]
    [InlineData("a\u007f")]
    public async Task A_key_is_visible_ascii(string key)
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await SendAsync(api, "/v1/schedules", Schedule, key);

        Assert.Equal(["Idempotency-Key"], answer.IsProblem(400).Faulty);
        Assert.Empty(api.Shield.Made);
    }

    [Theory]
    [InlineData(255, 200)]
    [InlineData(256, 400)]
    public async Task A_key_has_a_longest_length(int length, int status)
    {
        await using var api = await ApiServer.StartAsync();

        Assert.Equal(
            status, (await SendAsync(api, "/v1/schedules", Schedule, new string('k', length))).Status);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_with_a_key_too()
    {
        await using var api = await ApiServer.StartAsync();

        (await SendAsync(api, "/v1/schedules", new string(' ', 1024 * 1024 + 1), "key")).IsProblem(413);
    }

    [Fact]
    public async Task The_ledger_holds_neither_the_key_nor_the_body()
    {
        await using var api = await ApiServer.StartAsync();

        await SendAsync(
            api, "/v1/stores", """{"name":"n","plugin":"fs","endpoint":{"password":"canary"}}""", "my-key");

        var kept = string.Join(' ', api.Shield.Ledger.Requests);
        Assert.DoesNotContain("canary", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("my-key", kept, StringComparison.Ordinal);
    }

    private static async Task<Answer> SendAsync(ApiServer api, string path, string? body, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (body is not null) request.Content = new StringContent(body);
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await api.SendAsync(request);
    }
}

using Shield.Domain;
using Shield.Domain.Tokens;
using Shield.Grains.Audit;

namespace Shield.Api.Endpoints.Tests;

public sealed class AuditTests
{
    [Fact]
    public async Task A_change_is_noted_before_it_happens_and_with_its_outcome_before_it_is_answered()
    {
        await using var api = await ApiServer.StartAsync();
        var token = api.Shield.Tokens.Add(TokenRole.Engineer);
        const string Body = """{"name":"week","expires":604800,"summary":"a secret"}""";

        var made = await SendAsync(api, token, HttpMethod.Post, "/v1/retention?why=secret", Body);

        var (before, after) = (api.Shield.Audit.Lines.First(), api.Shield.Audit.Lines.Last());
        Assert.Equal(2, api.Shield.Audit.Lines.Count);
        Assert.Equal(
            ("ann", TokenRole.Engineer, "POST", "/v1/retention", "create retention", "127.0.0.1", null,
                null),
            (before.Who, before.Role, before.Method, before.Path, before.What, before.From, before.Status,
                before.Made));
        Assert.Equal(before with { Status = 200, Made = Guid.Parse(made.TextOf("uuid")) }, after);
        Assert.DoesNotContain("secret", $"{before}{after}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/v1/jobs", 0)]
    [InlineData("HEAD", "/v1/audit", 0)]
    [InlineData("POST", "/v1/nothing", 0)]
    [InlineData("DELETE", "/v1/task/0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a", 404)]
    [InlineData("POST", "/v1/jobs", 400)]
    public async Task Only_what_may_change_something_is_noted_whatever_becomes_of_it(
        string method, string path, int status)
    {
        await using var api = await ApiServer.StartAsync();
        var token = api.Shield.Tokens.Add(TokenRole.Admin);

        await SendAsync(api, token, new HttpMethod(method), path, null);

        Assert.Equal(status == 0 ? [] : [null, status], api.Shield.Audit.Lines.Select(line => line.Status));
        Assert.All(api.Shield.Audit.Lines, line => Assert.Null(line.Made));
    }

    [Fact]
    public async Task Without_credentials_changes_are_noted_too()
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");

        await api.PostAsync($"/v1/job/{job.Uuid}/run", """{"owner":"ann"}""");

        Assert.Equal(["anon", "anon"], api.Shield.Audit.Lines.Select(line => line.Who));
        Assert.Equal("run job", api.Shield.Audit.Lines.First().What);
    }

    [Fact]
    public async Task A_change_that_cannot_be_noted_does_not_happen()
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");
        api.Shield.Audit.LinesMax = 0;

        (await api.PostAsync($"/v1/job/{job.Uuid}/run", null)).IsProblem(503);

        Assert.Empty(api.Shield.Asked);
    }

    [Fact]
    public async Task A_change_that_has_happened_is_answered_truly_when_its_outcome_cannot_be_noted()
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");
        api.Shield.Audit.LinesMax = 1;

        Assert.Equal(200, (await api.PostAsync($"/v1/job/{job.Uuid}/run", null)).Status);

        Assert.Contains(
            api.Log.Lines, line => $"{line}".Contains("the audit could not", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refusal_is_noted_with_whose_token_it_was()
    {
        await using var api = await ApiServer.StartAsync();
        var token = api.Shield.Tokens.Add(TokenRole.Viewer);

        await SendAsync(api, token, HttpMethod.Post, "/v1/jobs", "{}");
        await SendAsync(api, "shield_guess", HttpMethod.Get, "/v1/jobs", null);
        api.Clock.Moment = ApiServer.Now.AddDays(1);
        await SendAsync(api, token, HttpMethod.Get, "/v1/jobs", null);

        Assert.Equal(
            [("ann", 403, "create job"), ("anon", 401, "list jobs"), ("ann", 401, "list jobs")],
            api.Shield.Audit.Lines.Select(line => (line.Who, line.Status!.Value, line.What)));
        Assert.DoesNotContain("shield_", string.Concat(api.Shield.Audit.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_flood_of_refusals_a_part_is_noted_and_the_rest_is_counted()
    {
        await using var api = await ApiServer.StartAsync();
        api.Shield.Tokens.Add(TokenRole.Viewer);

        for (var i = 0; i < 27; i++) await SendAsync(api, $"guess-{i}", HttpMethod.Get, "/v1/jobs", null);
        var statuses = api.Shield.Audit.Lines.Select(line => line.Status!.Value).ToArray();
        api.Clock.Moment = ApiServer.Now.AddMinutes(1);
        await SendAsync(api, "guess", HttpMethod.Get, "/v1/jobs", null);

        Assert.Equal([.. Enumerable.Repeat(401, 10), .. Enumerable.Repeat(429, 10)], statuses);
        Assert.Equal("list jobs (7 refusals before are left out)", api.Shield.Audit.Lines.Last().What);
    }

    [Fact]
    public async Task Admins_read_the_audit_by_pages_and_filters()
    {
        await using var api = await ApiServer.StartAsync();
        var token = api.Shield.Tokens.Add(TokenRole.Admin, "boss");
        var lines = Enumerable.Range(0, 5).Select(Line).ToArray();
        foreach (var line in lines) await api.Shield.Audit.AppendAsync(line, CancellationToken.None);

        var first = await SendAsync(
            api, token, HttpMethod.Get, "/v1/audit?limit=3&who=ann&after=20260131&before=20260131", null);
        var filter = api.Shield.Audit.Filter;
        var link = first.Headers["Link"];
        var next = link[1..link.IndexOf('>', StringComparison.Ordinal)];
        var second = await SendAsync(api, token, HttpMethod.Get, next, null);

        var day = new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(new AuditFilter("ann", day, day.AddDays(1)), filter);
        Assert.Equal(
            lines.Reverse().Select(line => $"{line.Request}"),
            first.Json.EnumerateArray().Concat(second.Json.EnumerateArray())
                .Select(line => line.GetProperty("uuid").GetString()!));
        Assert.Equal(
            [
                $"uuid={lines[4].Request}", "at=2026-01-31T16:30:19Z", "who=ann",
                $"token_uuid={lines[4].Token}", "role=operator", "method=POST", "path=/v1/jobs",
                "what=create job", "from_address=10.0.0.1", "status=200", "made_uuid=",
            ],
            first.Json[0].EnumerateObject().Select(field => $"{field.Name}={field.Value}"));
        (await SendAsync(api, token, HttpMethod.Get, "/v1/audit?after=yesterday", null)).IsProblem(400);
    }

    private static AuditLine Line(int second) => new()
    {
        Request = Guid.NewGuid(),
        At = ApiServer.Now.AddSeconds(second),
        Who = "ann",
        Token = Fakes.Ids.New<TokenId>(),
        Role = TokenRole.Operator,
        Method = "POST",
        Path = "/v1/jobs",
        What = "create job",
        From = "10.0.0.1",
        Status = 200,
    };

    private static async Task<Answer> SendAsync(
        ApiServer api, string token, HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body);
        request.Headers.Add("X-Shield-Token", token);
        return await api.SendAsync(request);
    }
}

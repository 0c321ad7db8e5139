namespace Shield.Api.Endpoints.Tests.Requests;

/// <summary>Paths, ids and verbs, for all routes alike.</summary>
public sealed class AddressTests
{
    private const string Nobody = "36f50f26-b007-433a-a67a-bdffbd0746c8";

    public static TheoryData<string, string> Things { get; } = new()
    {
        { "GET", "/v1/target/{0}" },
        { "PUT", "/v1/target/{0}" },
        { "DELETE", "/v1/target/{0}" },
        { "GET", "/v1/store/{0}" },
        { "PUT", "/v1/store/{0}" },
        { "DELETE", "/v1/store/{0}" },
        { "GET", "/v1/schedule/{0}" },
        { "PUT", "/v1/schedule/{0}" },
        { "DELETE", "/v1/schedule/{0}" },
        { "GET", "/v1/retention/{0}" },
        { "PUT", "/v1/retention/{0}" },
        { "DELETE", "/v1/retention/{0}" },
        { "GET", "/v1/job/{0}" },
        { "PUT", "/v1/job/{0}" },
        { "DELETE", "/v1/job/{0}" },
        { "POST", "/v1/job/{0}/pause" },
        { "POST", "/v1/job/{0}/unpause" },
        { "POST", "/v1/job/{0}/run" },
        { "GET", "/v1/archive/{0}" },
        { "PUT", "/v1/archive/{0}" },
        { "DELETE", "/v1/archive/{0}" },
        { "POST", "/v1/archive/{0}/restore" },
        { "GET", "/v1/task/{0}" },
        { "GET", "/v1/task/{0}/log" },
        { "DELETE", "/v1/task/{0}" },
    };

    [Theory]
    [MemberData(nameof(Things))]
    public async Task A_uuid_that_is_nothing_is_not_found(string verb, string route)
    {
        await using var api = await ApiServer.StartAsync();

        var path = string.Format(null, route, Nobody);
        var answer = await api.SendAsync(new HttpMethod(verb), path, body: null);

        Assert.Contains(Nobody, answer.IsProblem(404).TextOf("detail"), StringComparison.Ordinal);
        Assert.NotEmpty(answer.TextOf("hint"));
    }

    [Theory]
    [MemberData(nameof(Things))]
    public async Task What_is_no_uuid_is_refused(string verb, string route)
    {
        await using var api = await ApiServer.StartAsync();

        string[] wrong =
        [
            "1", "x", Nobody[1..], "36f50f26b007433aa67abdffbd0746c8", $"%7B{Nobody}%7D", $"%20{Nobody}",
            "0x6f50f26-b007-433a-a67a-bdffbd0746c8", "..%2F..%2Fetc%2Fpasswd", "%F0%9F%A6%8A", $"{Nobody}%0A",
        ];
        foreach (var id in wrong)
        {
            var path = string.Format(null, route, id);
            var answer = await api.SendAsync(new HttpMethod(verb), path, body: null);
            Assert.Equal(["uuid"], answer.IsProblem(400).Faulty);
        }
    }

    [Theory]
    [InlineData("DELETE", "/v1/targets", "GET, HEAD, POST")]
    [InlineData("PATCH", "/v1/jobs", "GET, HEAD, POST")]
    [InlineData("POST", "/v1/ping", "GET, HEAD")]
    [InlineData("PUT", "/v1/tasks", "GET, HEAD")]
    [InlineData("PUT", "/v1/task/" + Nobody, "DELETE, GET, HEAD")]
    [InlineData("POST", "/v1/store/" + Nobody, "DELETE, GET, HEAD, PUT")]
    [InlineData("PATCH", "/v1/archive/" + Nobody, "DELETE, GET, HEAD, PUT")]
    [InlineData("DELETE", "/v1/task/" + Nobody + "/log", "GET, HEAD")]
    [InlineData("GET", "/v1/job/" + Nobody + "/run", "POST")]
    [InlineData("POST", "/v1/task/" + Nobody, "DELETE, GET, HEAD")]
    public async Task A_wrong_verb_is_told_the_right_ones(string verb, string path, string allow)
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.SendAsync(new HttpMethod(verb), path, body: null);

        answer.IsProblem(405);
        var verbs = answer.Headers["Allow"].Split(", ").Order(StringComparer.Ordinal);
        Assert.Equal(allow, string.Join(", ", verbs));
    }

    [Theory]
    [InlineData("/v1")]
    [InlineData("/v1/nothing")]
    [InlineData("/v1/job/" + Nobody + "/dance")]
    [InlineData("/v2/jobs")]
    public async Task An_unknown_route_is_a_problem_too(string path)
    {
        await using var api = await ApiServer.StartAsync();

        (await api.GetAsync(path)).IsProblem(404);
    }

    [Theory]
    [InlineData("/v1/ping", 200)]
    [InlineData("/v1/status", 200)]
    [InlineData("/v1/status/internal", 200)]
    [InlineData("/v1/status/jobs", 200)]
    [InlineData("/healthz", 200)]
    [InlineData("/readyz", 200)]
    [InlineData("/v1/targets", 200)]
    [InlineData("/v1/jobs?limit=1", 200)]
    [InlineData("/v1/timespec?when=daily%20at%204am", 200)]
    [InlineData("/v1/target/" + Nobody, 404)]
    [InlineData("/v1/target/x", 400)]
    public async Task Head_answers_as_get_does_without_the_body(string path, int status)
    {
        await using var api = await ApiServer.StartAsync();

        var get = await api.GetAsync(path);
        var head = await api.SendAsync(HttpMethod.Head, path, body: null);

        Assert.Equal(status, get.Status);
        Assert.Equal(status, head.Status);
        Assert.Equal(get.ContentType, head.ContentType);
        Assert.Equal("", head.Text);
    }
}

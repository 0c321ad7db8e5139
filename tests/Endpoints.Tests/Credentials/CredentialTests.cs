using Shield.Api.Endpoints.Tests.Archives;
using Shield.Domain;
using Shield.Domain.Archives;
using Shield.Domain.Tokens;
using Shield.Grains.Tokens;

namespace Shield.Api.Endpoints.Tests.Credentials;

public sealed class CredentialTests
{
    [Theory]
    [InlineData("Authorization", "Bearer {0}", 200)]
    [InlineData("Authorization", "bearer  {0} ", 200)]
    [InlineData("X-Shield-Token", "{0}", 200)]
    [InlineData("Authorization", "Basic {0}", 401)]
    [InlineData("Authorization", "{0}", 401)]
    [InlineData("Authorization", "Bearer {0}x", 401)]
    [InlineData("Authorization", "Bearer {0},{0}", 401)]
    [InlineData("Authorization", "Bearer ", 401)]
    [InlineData("X-Shield-Token", "", 401)]
    [InlineData("Cookie", "token={0}", 401)]
    public async Task A_token_comes_in_one_of_two_headers(string header, string value, int status)
    {
        await using var api = await ApiServer.StartAsync();
        var token = api.Shield.Tokens.Add(TokenRole.Viewer);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/jobs");
        request.Headers.TryAddWithoutValidation(
            header, value.Replace("{0}", token, StringComparison.Ordinal));

        var answer = await api.SendAsync(request);

        Assert.Equal(status, answer.Status);
        if (status == 401) Assert.Equal("Bearer", answer.IsProblem(401).Headers["WWW-Authenticate"]);
    }

    [Fact]
    public async Task Only_whoever_has_the_secret_learns_why_it_opens_nothing()
    {
        await using var api = await ApiServer.StartAsync();
        var (expired, revoked) = (Add(api, "old"), Add(api, "ended"));
        await api.Shield.Tokens.RevokeAsync(RowOf(api, "ended").Uuid, ApiServer.Now, CancellationToken.None);
        api.Clock.Moment = ApiServer.Now.AddDays(1);

        Assert.Equal(
            "nobody knows this token", (await AskAsync(api, "guess")).IsProblem(401).TextOf("detail"));
        Assert.Equal(
            "the token old expired at 2026-02-01T16:30:15Z",
            (await AskAsync(api, expired)).IsProblem(401).TextOf("detail"));
        Assert.Equal(
            "the token ended was revoked at 2026-01-31T16:30:15Z",
            (await AskAsync(api, revoked)).IsProblem(401).TextOf("detail"));
        var hint = (await AskAsync(api, null)).IsProblem(401).TextOf("hint");
        Assert.Contains("shield token create", hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_is_told_which_role_may()
    {
        await using var api = await ApiServer.StartAsync();
        var token = Add(api, "ann");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/jobs");
        request.Headers.Add("X-Shield-Token", token);

        var answer = await api.SendAsync(request);

        Assert.Equal(
            "this takes the role engineer, and the token ann has viewer",
            answer.IsProblem(403).TextOf("detail"));
    }

    [Fact]
    public async Task After_ten_wrong_tokens_an_address_is_told_to_wait_and_a_right_one_is_served()
    {
        await using var api = await ApiServer.StartAsync();
        var token = Add(api, "ann");

        for (var i = 0; i < 10; i++) (await AskAsync(api, $"guess {i}")).IsProblem(401);
        var throttled = (await AskAsync(api, "guess 10")).IsProblem(429);

        Assert.Equal("60", throttled.Headers["Retry-After"]);
        Assert.Equal(200, (await AskAsync(api, token)).Status);
        (await AskAsync(api, null)).IsProblem(401);
        api.Clock.Moment = ApiServer.Now.AddMinutes(1);
        (await AskAsync(api, "guess 11")).IsProblem(401);
    }

    [Fact]
    public async Task With_credentials_in_force_other_names_of_the_machine_are_served_too()
    {
        await using var api = await ApiServer.StartAsync();
        var token = Add(api, "ann");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/jobs");
        request.Headers.Host = "backup.example.com";
        request.Headers.Add("X-Shield-Token", token);
        using var open = new HttpRequestMessage(HttpMethod.Get, "/v1/ping");
        open.Headers.Host = "backup.example.com";

        Assert.Equal(200, (await api.SendAsync(request)).Status);
        Assert.Equal(200, (await api.SendAsync(open)).Status);
    }

    [Fact]
    public async Task Without_credentials_a_token_is_no_harm()
    {
        await using var api = await ApiServer.StartAsync();

        Assert.Equal(200, (await AskAsync(api, "shield_old")).Status);
    }

    [Fact]
    public async Task While_the_catalog_is_away_nobody_is_let_in_and_a_ping_is_answered()
    {
        await using var api = await ApiServer.StartAsync();
        api.Shield.Tokens.Trouble = new ShieldException(Reason.Unavailable, "the catalog is away", "");

        (await AskAsync(api, "any")).IsProblem(503);
        Assert.Equal(200, (await api.GetAsync("/v1/ping")).Status);
        (await api.GetAsync("/v1/nothing")).IsProblem(404);
    }

    [Fact]
    public async Task A_probe_under_another_name_is_answered_while_the_catalog_is_away()
    {
        await using var api = await ApiServer.StartAsync();
        await AskAsync(api, Add(api, "ann"));
        api.Shield.Tokens.Trouble = new ShieldException(Reason.Unavailable, "the catalog is away", "");
        using var probe = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        probe.Headers.Host = "10.0.0.5:8888";

        Assert.Equal(200, (await api.SendAsync(probe)).Status);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("restore")]
    public async Task A_task_belongs_to_the_name_of_the_token_whatever_the_body_says(string what)
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");
        var archive = api.Shield.Add(ArchiveStatus.Valid, ApiServer.Now);
        var token = api.Shield.Tokens.Add(TokenRole.Operator, "night shift");
        var path = what == "run" ? $"/v1/job/{job.Uuid}/run" : $"/v1/archive/{archive.Uuid}/restore";
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent("""{"owner":"somebody else"}"""),
        };
        request.Headers.Add("X-Shield-Token", token);

        Assert.Equal(200, (await api.SendAsync(request)).Status);

        Assert.EndsWith("night shift", Assert.Single(api.Shield.Asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_token_is_ever_logged()
    {
        await using var api = await ApiServer.StartAsync();
        var token = Add(api, "ann");
        api.Shield.Trouble = new InvalidOperationException("a bug");

        (await AskAsync(api, token)).IsProblem(500);
        (await AskAsync(api, "shield_guess")).IsProblem(401);

        Assert.NotEmpty(api.Log.Lines);
        Assert.All(
            api.Log.Lines, line => Assert.DoesNotContain("shield_", $"{line}", StringComparison.Ordinal));
    }

    private static string Add(ApiServer api, string name) => api.Shield.Tokens.Add(TokenRole.Viewer, name);

    private static TokenRow RowOf(ApiServer api, string name) =>
        api.Shield.Tokens.Rows.Values.Single(row => row.Name == name);

    private static async Task<Answer> AskAsync(ApiServer api, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/jobs");
        if (token is not null) request.Headers.Add("Authorization", $"Bearer {token}");
        return await api.SendAsync(request);
    }
}

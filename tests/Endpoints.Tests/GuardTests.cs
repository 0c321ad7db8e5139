using Shield.Api.Endpoints.Credentials;

namespace Shield.Api.Endpoints.Tests;

public sealed class GuardTests
{
    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST:8888", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.1:8888", true)]
    [InlineData("127.8.9.1:1", true)]
    [InlineData("[::1]", true)]
    [InlineData("[::1]:8888", true)]
    [InlineData("", false)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("127.0.0.1.evil.example:8888", false)]
    [InlineData("127.0.0.1@evil.example", false)]
    [InlineData("10.0.0.5:8888", false)]
    [InlineData("0.0.0.0:8888", false)]
    [InlineData("[::]:8888", false)]
    public void Only_loopback_names_are_this_machine(string host, bool isLoopback) =>
        Assert.Equal(isLoopback, GuardRules.IsLoopback(host));

    [Theory]
    [InlineData("POST", "", "", true)]
    [InlineData("POST", "http://127.0.0.1:8888", "same-origin", true)]
    [InlineData("POST", "HTTP://127.0.0.1:8888", "", true)]
    [InlineData("POST", "", "none", true)]
    [InlineData("POST", "http://evil.example", "", false)]
    [InlineData("POST", "http://127.0.0.1:9999", "", false)]
    [InlineData("POST", "null", "", false)]
    [InlineData("POST", "", "cross-site", false)]
    [InlineData("POST", "", "same-site", false)]
    [InlineData("DELETE", "http://127.0.0.1:8888", "cross-site", false)]
    [InlineData("PUT", "https://evil.example", "same-origin", false)]
    [InlineData("GET", "https://evil.example", "cross-site", true)]
    [InlineData("HEAD", "", "cross-site", true)]
    public void Only_pages_of_our_own_may_change_anything(
        string method, string origin, string fetchSite, bool isWelcome)
    {
        var refusal = GuardRules.WhyRefused(new Caller(method, "127.0.0.1:8888", origin, fetchSite));

        Assert.Equal(isWelcome, refusal is null);
    }

    [Fact]
    public void Another_machine_is_refused_whatever_name_it_calls() => Assert.NotNull(
        GuardRules.WhyRefused(new Caller("GET", "127.0.0.1:8888", "", "") { IsRemote = true }));

    [Fact]
    public async Task Another_name_for_this_machine_is_refused()
    {
        await using var api = await ApiServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/jobs");
        request.Headers.Host = "evil.example";

        (await api.SendAsync(request)).IsProblem(403);
    }

    [Fact]
    public async Task A_page_of_another_site_changes_nothing()
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/job/{job.Uuid}/run");
        request.Headers.Add("Origin", "https://evil.example");

        (await api.SendAsync(request)).IsProblem(403);
        Assert.Empty(api.Shield.Asked);
    }

    [Fact]
    public async Task A_page_of_our_own_may()
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/job/{job.Uuid}/pause");
        request.Headers.Add("Origin", $"http://{api.Http.BaseAddress!.Authority}");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        Assert.Equal(200, (await api.SendAsync(request)).Status);
    }

    [Fact]
    public async Task A_request_without_a_host_is_refused()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.SendRawAsync("GET /v1/jobs HTTP/1.0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 403 ", answer, StringComparison.Ordinal);
    }
}

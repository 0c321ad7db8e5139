using Shield.Domain;

namespace Shield.Api.Endpoints.Tests;

public sealed class RefusalTests
{
    [Theory]
    [InlineData(Reason.Invalid, 400)]
    [InlineData(Reason.Unauthenticated, 401)]
    [InlineData(Reason.Forbidden, 403)]
    [InlineData(Reason.NotFound, 404)]
    [InlineData(Reason.Conflict, 409)]
    [InlineData(Reason.Stale, 412)]
    [InlineData(Reason.TooLarge, 413)]
    [InlineData(Reason.Mismatch, 422)]
    [InlineData(Reason.Throttled, 429)]
    [InlineData(Reason.Unavailable, 503)]
    public async Task Every_reason_has_its_status(Reason reason, int status)
    {
        await using var api = await ApiServer.StartAsync();
        api.Shield.Trouble = new ShieldException(reason, "it is so", "do this");

        var answer = await api.GetAsync("/v1/jobs");

        answer.IsProblem(status);
        Assert.Equal("it is so", answer.TextOf("detail"));
        Assert.Equal("do this", answer.TextOf("hint"));
        Assert.Equal(status is 503 or 429, answer.Headers.ContainsKey("Retry-After"));
    }

    public static TheoryData<Exception> SignsOfAbsence { get; } = new()
    {
        new SiloUnavailableException("10.0.0.9 is dead"),
        new TimeoutException("10.0.0.9 was silent"),
        new OperationCanceledException("stopping 10.0.0.9"),
    };

    [Theory]
    [MemberData(nameof(SignsOfAbsence), DisableDiscoveryEnumeration = true)]
    public async Task A_cluster_that_is_away_is_unavailable_for_a_while(Exception sign)
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");
        api.Shield.Trouble = sign;

        var answer = await api.PostAsync($"/v1/job/{job.Uuid}/run", body: null);

        answer.IsProblem(503);
        Assert.Equal("5", answer.Headers["Retry-After"]);
        Assert.DoesNotContain("10.0.0.9", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bug_is_logged_once_and_not_told()
    {
        await using var api = await ApiServer.StartAsync();
        api.Shield.Trouble = new InvalidOperationException("the inner workings");

        var answer = await api.GetAsync("/v1/jobs");

        answer.IsProblem(500);
        Assert.DoesNotContain("inner workings", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Text, StringComparison.Ordinal);
        Assert.Equal(["Error 5001 GET /v1/jobs failed"], api.Log.Lines);
    }

    [Fact]
    public async Task A_list_that_breaks_off_does_not_look_whole()
    {
        await using var api = await ApiServer.StartAsync();
        for (var i = 0; i < 2000; i++) api.Shield.AddTarget($"target {i}");
        api.Shield.BreakAfterRows = 1999;

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => api.GetAsync("/v1/targets"));
        Assert.Single(api.Log.Lines);
    }
}

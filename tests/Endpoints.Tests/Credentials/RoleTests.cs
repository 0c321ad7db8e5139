using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Shield.Api.Endpoints.Credentials;
using Shield.Domain.Tokens;

namespace Shield.Api.Endpoints.Tests.Credentials;

/// <summary>Every endpoint with every role and without any.</summary>
public sealed partial class RoleTests
{
    /// <summary>FastEndpoints maps it beside ours; what nobody has declared is for admins.</summary>
    private const string Framework = "/_test_url_cache_";

    private static readonly string[] Open = ["/healthz", "/readyz", "/v1/meta/pubkey", "/v1/ping"];

    private static readonly string[] Operators =
    [
        "DELETE /v1/task/{uuid}", "POST /v1/archive/{uuid}/restore", "POST /v1/job/{uuid}/run",
        "GET /v1/archive/{uuid}/download", "POST /v1/store/{uuid}/test", "POST /v1/store/{uuid}/validate",
        "POST /v1/target/{uuid}/validate",
    ];

    private static readonly string[] Admins =
    [
        "GET /v1/audit", "GET /v1/tokens", "POST /v1/tokens", "DELETE /v1/token/{uuid}", $"GET {Framework}",
    ];

    [Fact]
    public async Task Every_endpoint_says_what_it_asks_of_its_callers()
    {
        await using var api = await ApiServer.StartAsync();

        var undeclared = api.Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<Access>() is null)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText);

        Assert.Equal([Framework], undeclared);
        Assert.True(api.Endpoints.Count() > 40);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(TokenRole.Viewer)]
    [InlineData(TokenRole.Operator)]
    [InlineData(TokenRole.Engineer)]
    [InlineData(TokenRole.Admin)]
    public async Task A_role_may_do_what_is_written_here_and_nothing_else(TokenRole? held)
    {
        await using var api = await ApiServer.StartAsync();
        var admin = api.Shield.Tokens.Add(TokenRole.Admin, "the first");
        var token = held is { } role ? api.Shield.Tokens.Add(role) : null;
        var faults = new List<string>();

        foreach (var (verb, route) in api.Endpoints.SelectMany(Verbs))
        {
            using var request = new HttpRequestMessage(new HttpMethod(verb), Uuid().Replace(route, NoUuid));
            if (token is not null) request.Headers.Add("Authorization", $"Bearer {token}");
            var status = (await api.SendAsync(request)).Status;
            if (!Expected(verb, route, held)(status)) faults.Add($"{verb} {route} answers {held}: {status}");
        }

        Assert.Empty(faults);
        Assert.NotNull(admin);
    }

    // A UUID that is nothing, and no body: whoever is let in is told 200, 400 or 404, and does no harm.
    private static Func<int, bool> Expected(string verb, string route, TokenRole? held)
    {
        if (Open.Contains(route)) return status => status == 200;
        if (held is not { } role) return status => status == 401;
        if (!role.Includes(Least(verb, route))) return status => status == 403;
        return status => status is 200 or 400 or 404;
    }

    private static TokenRole Least(string verb, string route)
    {
        var line = $"{verb.Replace("HEAD", "GET", StringComparison.Ordinal)} {route}";
        return Admins.Contains(line) ? TokenRole.Admin
            : Operators.Contains(line) ? TokenRole.Operator
            : verb is "GET" or "HEAD" ? TokenRole.Viewer
            : TokenRole.Engineer;
    }

    private static IEnumerable<(string Verb, string Route)> Verbs(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
            .Select(verb => (verb, "/" + endpoint.RoutePattern.RawText!.TrimStart('/')));

    private static string NoUuid { get; } = Guid.NewGuid().ToString("d");

    [GeneratedRegex(@"\{uuid\}")]
    private static partial Regex Uuid();
}

using Shield.Api.Endpoints.Credentials;
using Shield.Api.Endpoints.Tests.Archives;
using Shield.Api.Endpoints.Tests.Description;
using Shield.Domain.Archives;
using Shield.Domain.Tokens;

namespace Shield.Api.Endpoints.Tests.Credentials;

/// <summary>Every operation of the document with every kind of caller.</summary>
public sealed class RoleTests
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
        ["GET /v1/audit", "GET /v1/tokens", "POST /v1/tokens", "DELETE /v1/token/{uuid}"];

    /// <summary>A step of the clock after which failures count no more.</summary>
    private static readonly TimeSpan Step = FailureCounter.Window * 2;

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

    [Fact]
    public async Task The_document_says_the_roles_that_are_written_here()
    {
        await using var api = await ApiServer.StartAsync();
        var document = await ApiDocument.ReadAsync(api);

        Assert.All(document.Operations, one => Assert.Equal((one, Least(one)), (one, one.Role)));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("wrong")]
    [InlineData("expired")]
    [InlineData("revoked")]
    [InlineData("viewer")]
    [InlineData("operator")]
    [InlineData("engineer")]
    [InlineData("admin")]
    public async Task A_caller_may_do_what_the_document_says_and_nothing_else(string caller)
    {
        await using var api = await ApiServer.StartAsync();
        var document = await ApiDocument.ReadAsync(api);
        var token = TokenOf(api, caller);
        var faults = new List<string>();

        foreach (var (verb, operation) in document.Operations.SelectMany(WithHead))
        {
            api.Clock.Moment += Step;
            using var request = new HttpRequestMessage(new HttpMethod(verb), operation.PathWith(NoUuid));
            if (token is not null) request.Headers.Add("Authorization", $"Bearer {token}");
            var status = (await api.SendAsync(request)).Status;
            if (!Expected(caller, operation.Role)(status)) faults.Add($"{verb} {operation.Route}: {status}");
            if (status != 200 && !operation.Answers(status)) faults.Add($"{operation}: undescribed {status}");
        }

        Assert.Empty(faults);
    }

    [Fact]
    public async Task What_nobody_has_declared_is_for_admins()
    {
        await using var api = await ApiServer.StartAsync();
        var (engineer, admin) = (TokenOf(api, "engineer"), TokenOf(api, "admin"));

        Assert.Equal(403, await AskAsync(api, Framework, engineer!));
        Assert.Equal(200, await AskAsync(api, Framework, admin!));
    }

    [Theory]
    [InlineData("run", "run for ann")]
    [InlineData("restore", "restore to its own for ann")]
    public async Task Whoever_shows_a_token_is_the_owner_whatever_the_body_says(string verb, string asked)
    {
        await using var api = await ApiServer.StartAsync();
        var token = api.Shield.Tokens.Add(TokenRole.Operator, "ann");
        var path = verb == "run"
            ? $"/v1/job/{api.Shield.AddJob("a job").Uuid}/run"
            : $"/v1/archive/{api.Shield.Add(ArchiveStatus.Valid, ApiServer.Now).Uuid}/restore";
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent("""{"owner":"somebody else"}"""),
        };
        request.Headers.Add("Authorization", $"Bearer {token}");

        Assert.Equal(200, (await api.SendAsync(request)).Status);
        Assert.Equal([asked], api.Shield.Asked);
    }

    private static string NoUuid { get; } = Guid.NewGuid().ToString("d");

    // A UUID that is nothing, and no body: whoever is let in is told 200, 400 or 404, and does no harm.
    private static Func<int, bool> Expected(string caller, string? least)
    {
        if (least is null) return status => status == 200;
        if (!Enum.TryParse<TokenRole>(caller, ignoreCase: true, out var held)) return status => status == 401;
        var isEnough = held >= Enum.Parse<TokenRole>(least, ignoreCase: true);
        return isEnough ? status => status is 200 or 400 or 404 : status => status == 403;
    }

    private static string? Least(DescribedOperation operation) =>
        Open.Contains(operation.Route) ? null
        : Admins.Contains($"{operation}") ? "admin"
        : Operators.Contains($"{operation}") ? "operator"
        : operation.Verb == "GET" ? "viewer"
        : "engineer";

    private static IEnumerable<(string, DescribedOperation)> WithHead(DescribedOperation one) =>
        one.Verb == "GET" ? [("GET", one), ("HEAD", one)] : [(one.Verb, one)];

    /// <summary>The token of a caller; there is another one in any case, so that credentials are in force.
    /// </summary>
    private static string? TokenOf(ApiServer api, string caller)
    {
        api.Shield.Tokens.Add(TokenRole.Admin, "the first");
        if (caller == "nobody") return null;
        if (caller == "wrong") return "shield_wrong";
        var isRole = Enum.TryParse<TokenRole>(caller, ignoreCase: true, out var role);
        var token = api.Shield.Tokens.Add(isRole ? role : TokenRole.Admin, caller);
        var rows = api.Shield.Tokens.Rows;
        var hash = TokenSecret.HashOf(token);
        if (caller == "expired") rows[hash] = rows[hash] with { ExpiresAt = ApiServer.Now };
        if (caller == "revoked") rows[hash] = rows[hash] with { RevokedAt = ApiServer.Now };
        return token;
    }

    private static async Task<int> AskAsync(ApiServer api, string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Shield-Token", token);
        return (await api.SendAsync(request)).Status;
    }
}

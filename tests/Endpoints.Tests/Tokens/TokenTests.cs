using System.Text;
using Shield.Domain.Tokens;

namespace Shield.Api.Endpoints.Tests.Tokens;

public sealed class TokenTests
{
    [Fact]
    public async Task A_token_is_told_once_and_kept_as_a_digest()
    {
        await using var api = await ApiServer.StartAsync();
        var admin = api.Shield.Tokens.Add(TokenRole.Admin, "boss");

        var made = await SendAsync(api, admin, """{"name":"ci","role":"operator","expires":3600}""");
        var list = await SendAsync(api, admin, HttpMethod.Get, "/v1/tokens", null, null);

        var token = made.TextOf("token");
        Assert.Equal(("created", 3), (made.TextOf("ok"), made.FieldNames().Length));
        Assert.Equal("no-store", made.Headers["Cache-Control"]);
        Assert.Equal(token.Length, TokenSecret.Prefix.Length + 43);
        Assert.Equal("ci", api.Shield.Tokens.Rows[TokenSecret.HashOf(token)].Name);
        Assert.DoesNotContain(token, list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(TokenSecret.HashOf(token), list.Text, StringComparison.Ordinal);
        Assert.Equal(
            [
                $"uuid={made.TextOf("uuid")}", "name=ci", "role=operator", "status=valid",
                "created_at=2026-01-31T16:30:15Z", "expires_at=2026-01-31T17:30:15Z", "last_used_at=",
                "revoked_at=",
            ],
            list.Json[1].EnumerateObject().Select(field => $"{field.Name}={field.Value}"));
    }

    [Fact]
    public async Task A_token_that_is_asked_for_again_is_made_once_and_not_told_again()
    {
        await using var api = await ApiServer.StartAsync();
        var (admin, other) = (
            api.Shield.Tokens.Add(TokenRole.Admin, "boss"), api.Shield.Tokens.Add(TokenRole.Admin, "deputy"));
        const string Body = """{"name":"ci","role":"viewer"}""";

        var first = await SendAsync(api, admin, HttpMethod.Post, "/v1/tokens", Body, "a key");
        var again = await SendAsync(api, admin, HttpMethod.Post, "/v1/tokens", Body, "a key");

        Assert.Equal(first.TextOf("uuid"), again.TextOf("uuid"));
        Assert.Equal(["ok", "uuid"], again.FieldNames());
        Assert.Equal(3, api.Shield.Tokens.Rows.Count);
        Assert.All(
            api.Shield.Ledger.Requests.Values,
            noted => Assert.DoesNotContain("shield_", noted.Answer, StringComparison.Ordinal));
        (await SendAsync(api, other, HttpMethod.Post, "/v1/tokens", Body, "a key")).IsProblem(422);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_token_is_told_at_once()
    {
        await using var api = await ApiServer.StartAsync();
        var admin = api.Shield.Tokens.Add(TokenRole.Admin);

        Assert.Equal(["name", "role"], (await SendAsync(api, admin, "{}")).IsProblem(400).Missing);
        Assert.Equal(
            ["name", "role", "expires"],
            (await SendAsync(api, admin, """{"name":"system","role":"Root","expires":5}"""))
                .IsProblem(400).Faulty);
        Assert.Single(api.Shield.Tokens.Rows);
    }

    [Fact]
    public async Task The_first_token_is_not_made_here()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.PostAsync("/v1/tokens", """{"name":"ci","role":"admin"}""");

        Assert.Contains(
            "shieldd token create", answer.IsProblem(409).TextOf("hint"), StringComparison.Ordinal);
        Assert.Empty(api.Shield.Tokens.Rows);
    }

    [Fact]
    public async Task A_revoked_token_opens_nothing_from_then_on()
    {
        await using var api = await ApiServer.StartAsync();
        var admin = api.Shield.Tokens.Add(TokenRole.Admin, "boss");
        var token = api.Shield.Tokens.Add(TokenRole.Viewer, "ci");
        var uuid = api.Shield.Tokens.Rows[TokenSecret.HashOf(token)].Uuid;
        var path = $"/v1/token/{uuid}";

        Assert.Equal(200, (await SendAsync(api, token, HttpMethod.Get, "/v1/jobs", null, null)).Status);
        var done = await SendAsync(api, admin, HttpMethod.Delete, path, null, null);
        Assert.Equal("""{"ok":"revoked"}""", done.Text);

        (await SendAsync(api, token, HttpMethod.Get, "/v1/jobs", null, null)).IsProblem(401);
        Assert.Equal(200, (await SendAsync(api, admin, HttpMethod.Delete, path, null, null)).Status);
        path = $"/v1/token/{Guid.NewGuid()}";
        (await SendAsync(api, admin, HttpMethod.Delete, path, null, null)).IsProblem(404);
        (await SendAsync(api, admin, HttpMethod.Delete, "/v1/token/ci", null, null)).IsProblem(400);
    }

    private static Task<Answer> SendAsync(ApiServer api, string token, string body) =>
        SendAsync(api, token, HttpMethod.Post, "/v1/tokens", body, null);

    private static async Task<Answer> SendAsync(
        ApiServer api, string token, HttpMethod method, string path, string? body, string? key)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (key is not null) request.Headers.Add("Idempotency-Key", key.Replace(' ', '-'));
        request.Headers.Add("Authorization", $"Bearer {token}");
        return await api.SendAsync(request);
    }
}

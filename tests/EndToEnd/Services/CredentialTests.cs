using System.Text.Json.Nodes;
using Shield.EndToEnd.Programs;
using Shield.Plugins.Sdk.Processes;
using Shield.Testing;

namespace Shield.EndToEnd.Services;

/// <summary>Tokens, roles and HTTPS, with the programs as they are shipped.</summary>
public sealed class CredentialTests : IAsyncLifetime
{
    private const string Token = "SHIELD_API_TOKEN";

    private readonly Service _service = Service.Make();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task From_the_first_token_on_everybody_needs_one_and_may_do_what_its_role_allows()
    {
        await _service.StartAsync();
        await MakeJobAsync();

        var admin = await FirstTokenAsync();
        var without = await _service.ShieldAsync("list", "jobs");
        Assert.Equal(1, without.ExitCode);
        Assert.Contains("this needs a token", without.Errors, StringComparison.Ordinal);

        _service.Environment[Token] = admin;
        var ci = await _service.ShieldDoneAsync("token", "create", "--name", "ci", "--role", "operator");
        _service.Environment[Token] = ci;
        await _service.ShieldDoneAsync("run", "job", "docs", "--wait");
        var edit = await _service.ShieldAsync("create", "schedule", "--name", "x", "--when", "daily 4am");
        Assert.Equal(1, edit.ExitCode);
        Assert.Contains("the role engineer", edit.Errors, StringComparison.Ordinal);

        _service.Environment[Token] = admin;
        var tasks = JsonNode.Parse(await _service.ShieldDoneAsync("list", "tasks", "--all", "--json"))!;
        Assert.Equal("ci", tasks[0]!["owner"]!.GetValue<string>());
        await _service.ShieldDoneAsync("token", "revoke", "ci");
        Assert.Contains("revoked", await _service.ShieldDoneAsync("token", "list"), StringComparison.Ordinal);
        await AssertAuditAsync(admin);

        _service.Environment[Token] = ci;
        var revoked = await _service.ShieldAsync("list", "jobs");
        Assert.Contains("was revoked", revoked.Errors, StringComparison.Ordinal);
        await AssertThrottledAsync();
        Assert.DoesNotContain("shield_", _service.Log(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_open_to_others_only_with_a_token_and_speaks_https_with_a_certificate()
    {
        _service.Environment["SHIELD_LISTEN"] = $"http://0.0.0.0:{_service.Url.Port}";
        var refused = await ShielddAsync();
        Assert.Equal(1, refused.ExitCode);
        var line = Assert.Single(refused.Errors.Trim().Split('\n'));
        Assert.Contains("shieldd token create", line, StringComparison.Ordinal);

        var token = await FirstTokenAsync();
        var (cert, key) = await MakeCertificateAsync();
        _service.Environment["SHIELD_TLS_CERT"] = cert;
        _service.Environment["SHIELD_TLS_KEY"] = key;
        using var service = Child.Start(_service.LogFile, _service.Environment, Repository.Built("shieldd"));
        try
        {
            await Poll.UntilAsync(
                async () => service.HasEnded || await CurlAsync(cert, "/v1/ping", "") == "200",
                _service.Log);

            Assert.Equal("401", await CurlAsync(cert, "/v1/jobs", ""));
            Assert.Equal("200", await CurlAsync(cert, "/v1/jobs", $"Authorization: Bearer {token}"));
            Assert.Equal("200", await CurlAsync(cert, "/v1/audit", $"X-Shield-Token: {token}"));
            _service.Environment["SHIELD_API"] = $"https://localhost:{_service.Url.Port}";
            _service.Environment[Token] = token;
            await _service.ShieldDoneAsync("list", "jobs", "-k");
            Assert.Equal(3, (await _service.ShieldAsync("list", "jobs")).ExitCode);
        }
        finally
        {
            await service.KillAsync();
        }
    }

    [Theory]
    [InlineData("the name 'system' is reserved", "--name", "system", "--role", "admin")]
    [InlineData("it needs --role", "--name", "ann")]
    [InlineData("the role 'root' is none of viewer, operator", "--name", "ann", "--role", "root")]
    [InlineData("--expires 'soon' is no span", "--name", "ann", "--role", "admin", "--expires", "soon")]
    [InlineData("takes no '--force'", "--force")]
    public async Task A_wrong_wish_for_a_token_is_one_line(string fault, params string[] options)
    {
        var end = await ShielddAsync(["token", "create", .. options]);

        Assert.Equal((2, ""), (end.ExitCode, end.Output));
        var line = Assert.Single(end.Errors.Trim().Split('\n'));
        Assert.StartsWith("shieldd: ", line, StringComparison.Ordinal);
        Assert.Contains(fault, line, StringComparison.Ordinal);
    }

    private async Task MakeJobAsync()
    {
        var target = new { base_dir = _service.MakeFolder("docs") };
        await File.WriteAllTextAsync(Path.Combine(target.base_dir, "page"), "text\n");
        var store = new { base_dir = _service.MakeFolder("blobs") };
        await _service.Api.CreateJobAsync("docs", "fs", target, store);
    }

    private async Task<string> FirstTokenAsync()
    {
        var end = await ShielddAsync(
            "token", "create", "--name", "ann", "--role", "admin", "--expires", "90d");
        Assert.True(end.ExitCode == 0, end.Errors);
        Assert.Matches("^shield_[A-Za-z0-9_-]{43}\n$", end.Output);
        return end.Output.Trim();
    }

    /// <summary>The newest lines are the revocation, the refused schedule and the run, each by its token.
    /// </summary>
    private async Task AssertAuditAsync(string admin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/audit?limit=4");
        request.Headers.Add("X-Shield-Token", admin);
        using var http = new HttpClient { BaseAddress = _service.Url };
        using var answer = await http.SendAsync(request);
        var lines = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsArray();

        Assert.Equal(
            ["ann revoke token 200", "ci create schedule 403", "ci run job 200", "ann create token 200"],
            lines.Select(line => $"{line!["who"]} {line["what"]} {line["status"]}"));
    }

    private async Task AssertThrottledAsync()
    {
        using var http = new HttpClient { BaseAddress = _service.Url };
        var last = 0;
        for (var i = 0; i < 11; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/jobs");
            request.Headers.Add("X-Shield-Token", $"guess-{i}");
            using var answer = await http.SendAsync(request);
            last = (int)answer.StatusCode;
        }

        Assert.Equal(429, last);
    }

    private async Task<(string Cert, string Key)> MakeCertificateAsync()
    {
        var folder = _service.MakeFolder("tls");
        var (cert, key) = (Path.Combine(folder, "cert"), Path.Combine(folder, "key"));
        await Tools.OutputOfAsync(
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
            "-keyout", key, "-out", cert);
        return (cert, key);
    }

    /// <summary>The status of an answer over HTTPS to a program that trusts this certificate.</summary>
    private async Task<string> CurlAsync(string cert, string path, string header)
    {
        var end = await Tools.RunAsync(
            Tools.CleanEnvironment(), "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}",
            "--noproxy", "*", "--cacert", cert, "-H", header, $"https://localhost:{_service.Url.Port}{path}");
        return end.Output;
    }

    private Task<ToolEnd> ShielddAsync(params string[] arguments) =>
        Tools.RunAsync(_service.Environment, Repository.Built("shieldd"), arguments);
}

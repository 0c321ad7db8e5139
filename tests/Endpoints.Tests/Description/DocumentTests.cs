using Shield.Api.Endpoints.Credentials;
using Shield.Api.Endpoints.Description;
using Shield.Testing;

namespace Shield.Api.Endpoints.Tests.Description;

/// <summary>The document that describes the API.</summary>
public sealed class DocumentTests
{
    [Fact]
    public async Task The_page_in_docs_is_the_document_as_it_is_now()
    {
        await using var api = await ApiServer.StartAsync();
        var now = (await api.GetAsync(ApiDocument.Path)).Text + "\n";

        // `make openapi` takes it from there.
        await File.WriteAllTextAsync(Path.Combine(Repository.Root, "artifacts/openapi.json"), now);

        var file = Path.Combine(Repository.Root, "docs/api/openapi.json");
        var kept = File.Exists(file) ? await File.ReadAllTextAsync(file) : "";
        Assert.True(kept == now, "docs/api/openapi.json is stale: run `make openapi`, look at what differs");
    }

    [Fact]
    public async Task Every_endpoint_is_in_it_under_a_name_of_its_own_and_says_what_it_does()
    {
        await using var api = await ApiServer.StartAsync();
        var document = await ApiDocument.ReadAsync(api);

        var ours = api.Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<Access>() is not null)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Where(route => route != ApiDocument.Path)
            .Where(route => !route.StartsWith("/docs", StringComparison.Ordinal));
        var described = document.Operations.Select(one => one.Route);
        Assert.Equal(ours.Distinct().Order(), described.Distinct().Order());
        var ids = document.Operations.Select(one => one.TextOf("operationId")).ToArray();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(document.Operations, one => Assert.NotEmpty(one.TextOf("summary")));
    }

    [Fact]
    public async Task What_is_said_of_fields_is_said_of_fields_that_there_are()
    {
        await using var api = await ApiServer.StartAsync();
        var document = await ApiDocument.ReadAsync(api);

        var gone = WireFields.Known.Keys.Where(key => !document.Record(key.Split('.')[0])
            .GetProperty("properties").TryGetProperty(key.Split('.')[1], out _));

        Assert.Empty(gone);
    }

    [Fact]
    public async Task It_is_served_to_anybody_and_to_HEAD_too_while_credentials_are_in_force()
    {
        await using var api = await ApiServer.StartAsync();
        api.Shield.Tokens.Add(Domain.Tokens.TokenRole.Admin);

        foreach (var path in (string[])[ApiDocument.Path, "/docs/", "/docs/scalar.js"])
        {
            Assert.Equal(200, (await api.GetAsync(path)).Status);
            Assert.Equal(200, (await api.SendAsync(HttpMethod.Head, path, body: null)).Status);
        }
    }

    [Fact]
    public async Task The_page_names_no_other_place_and_forbids_its_script_to_ask_one()
    {
        await using var api = await ApiServer.StartAsync();

        var page = await api.GetAsync("/docs/");

        Assert.Contains("openapi/v1.json", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("//", page.Text, StringComparison.Ordinal);
        var policy = page.Headers["Content-Security-Policy"];
        Assert.Contains("connect-src 'self'", policy, StringComparison.Ordinal);
    }
}

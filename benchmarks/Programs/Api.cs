using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Shield.Benchmarks.Programs;

/// <summary>The API as any program sees it, over one connection.</summary>
internal sealed class Api(Uri url) : IDisposable
{
    private const string Agent = "127.0.0.1:5444";

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1 })
    {
        BaseAddress = url,
    };

    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync("/v1/ping", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>The bytes of an answer, all of them.</summary>
    public async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(path, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    /// <summary>Reads an answer to its end and keeps none of it.</summary>
    public async Task DrainAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(
            path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await answer.Content.CopyToAsync(Stream.Null, cancellationToken);
    }

    /// <summary>Where the page after the first rows of a list begins.</summary>
    /// <returns>The path and query of the next page.</returns>
    public async Task<string> NextAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(path, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var link = answer.Headers.GetValues("Link").Single();
        return link[1..link.IndexOf('>', StringComparison.Ordinal)];
    }

    public async Task<JsonNode> ShowAsync(string path, CancellationToken cancellationToken) =>
        JsonNode.Parse(await ReadAsync(path, cancellationToken))!;

    public async Task<JsonNode> PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync(path, body, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new InvalidOperationException($"POST {path}: {(int)answer.StatusCode} {text}");
    }

    public async Task EditAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await _http.PutAsJsonAsync(path, body, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Makes something and answers its UUID.</summary>
    public async Task<string> CreateAsync(string path, object body, CancellationToken cancellationToken) =>
        (await PostAsync(path, body, cancellationToken))["uuid"]!.GetValue<string>();

    public Task<string> CreateTargetAsync(
        string plugin, object endpoint, CancellationToken cancellationToken) =>
        CreateAsync("/v1/targets", new { name = plugin, plugin, endpoint, agent = Agent }, cancellationToken);

    public Task<string> CreateStoreAsync(
        string plugin, object endpoint, CancellationToken cancellationToken) =>
        CreateAsync("/v1/stores", new { name = plugin, plugin, endpoint }, cancellationToken);

    public void Dispose() => _http.Dispose();
}

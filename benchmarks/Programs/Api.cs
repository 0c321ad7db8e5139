using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Shield.Benchmarks.Programs;

/// <summary>The API as any program sees it, over one connection.</summary>
internal sealed class Api(Uri url) : IDisposable
{
    /// <summary>The agent that is the service itself.</summary>
    public const string Agent = "127.0.0.1:5444";

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
        catch (Exception away) when (IsPassing(away))
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

    /// <summary>The same for whoever looks again anyway: null when nobody answers, or cannot tell now.
    /// </summary>
    public async Task<JsonNode?> TryShowAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await ShowAsync(path, cancellationToken);
        }
        catch (Exception away) when (IsPassing(away))
        {
            return null;
        }
    }

    /// <summary>Asks for something that is asked for again, under the same key, as long as this is null: when
    /// nobody answers, or cannot tell now.</summary>
    public async Task<JsonNode?> TryPostAsync(
        string path, object body, string key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = JsonContent.Create(body);
        request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (answer.IsSuccessStatusCode) return JsonNode.Parse(text)!;
            return answer.StatusCode is HttpStatusCode.ServiceUnavailable
                ? null
                : throw new InvalidOperationException($"POST {path}: {(int)answer.StatusCode} {text}");
        }
        catch (Exception away) when (IsPassing(away))
        {
            return null;
        }
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
        CreateTargetAsync(plugin, endpoint, Agent, cancellationToken);

    public Task<string> CreateTargetAsync(
        string plugin, object endpoint, string agent, CancellationToken cancellationToken) =>
        CreateAsync("/v1/targets", new { name = plugin, plugin, endpoint, agent }, cancellationToken);

    public Task<string> CreateStoreAsync(
        string plugin, object endpoint, CancellationToken cancellationToken) =>
        CreateAsync("/v1/stores", new { name = plugin, plugin, endpoint }, cancellationToken);

    public void Dispose() => _http.Dispose();

    /// <summary>The client of .NET lets the bare fault of a socket through when a connection is reset in the
    /// moment in which it has been made.</summary>
    private static bool IsPassing(Exception fault) => fault is SocketException
        or HttpRequestException { StatusCode: null or HttpStatusCode.ServiceUnavailable };
}

using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Shield.Api.Contracts;

namespace Shield.Api.Client;

/// <summary>Speaks /v1 to one core, typed. Every method throws <see cref="ApiRefusalException"/> when the
/// core says no and <see cref="CoreUnreachableException"/> when it says nothing.</summary>
/// <param name="http">Carries the requests; its base address is the core's and ends with a slash.</param>
public sealed partial class ShieldClient(HttpClient http) : IDisposable
{
    private static readonly Uri Nowhere = new("http://localhost/");

    /// <summary>A client with a connection of its own.</summary>
    public static ShieldClient Connect(ClientOptions options) => new(Transport.Open(options));

    /// <summary>GET /v1/status: version and name of the service.</summary>
    public Task<Answer<StatusBody>> ShowStatusAsync(CancellationToken cancellationToken) =>
        GetAsync("v1/status", WireJson.Default.StatusBody, cancellationToken);

    /// <summary>Sends a body that is JSON already and hands the answer back unread.</summary>
    /// <param name="method">POST or PUT.</param>
    /// <param name="path">Relative, such as <c>v1/targets</c>.</param>
    /// <param name="json">UTF-8 JSON; it is the core that judges it.</param>
    /// <param name="cancellationToken">Gives up waiting; the core may have acted all the same.</param>
    public Task<ReadOnlyMemory<byte>> SendJsonAsync(
        HttpMethod method, string path, ReadOnlyMemory<byte> json, CancellationToken cancellationToken) =>
        SendAsync(method, path, Body(json), cancellationToken);

    /// <summary>Closes the connection.</summary>
    public void Dispose() => http.Dispose();

    private Uri Core => http.BaseAddress ?? Nowhere;

    private async Task<Answer<T>> GetAsync<T>(
        string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        Read(await SendAsync(HttpMethod.Get, path, null, cancellationToken), type);

    private async Task<Answer<T>> DeleteAsync<T>(
        string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        Read(await SendAsync(HttpMethod.Delete, path, null, cancellationToken), type);

    private async Task<Answer<TAnswer>> PostAsync<TRequest, TAnswer>(
        string path,
        TRequest request,
        JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<TAnswer> answerType,
        CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(request, requestType);
        return Read(await SendAsync(HttpMethod.Post, path, Body(json), cancellationToken), answerType);
    }

    private async Task<Answer<T>> PostAsync<T>(
        string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        Read(await SendAsync(HttpMethod.Post, path, null, cancellationToken), type);

    private async Task<ReadOnlyMemory<byte>> SendAsync(
        HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response.IsSuccessStatusCode ? bytes : throw Refusals.From(response, bytes);
        }
        catch (HttpRequestException failure)
        {
            throw new CoreUnreachableException(Core, Transport.Reason(failure), failure);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CoreUnreachableException(Core, "it did not answer in time", late);
        }
    }

    private static Answer<T> Read<T>(ReadOnlyMemory<byte> json, JsonTypeInfo<T> type)
    {
        try
        {
            var value = JsonSerializer.Deserialize(json.Span, type);
            return value is null ? throw Refusals.NotACore() : new Answer<T>(value, json);
        }
        catch (JsonException)
        {
            throw Refusals.NotACore();
        }
    }

    private static ReadOnlyMemoryContent Body(ReadOnlyMemory<byte> json) =>
        new(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };
}

using System.Net.Http.Headers;
using System.Net.Sockets;
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
    public static ShieldClient Connect(ClientOptions options) =>
        new(Transport.Open(options)) { Clock = options.Clock };

    /// <summary>GET /v1/status: version and name of the service.</summary>
    public Task<Answer<StatusBody>> ShowStatusAsync(CancellationToken cancellationToken) =>
        GetAsync("v1/status", WireJson.Default.StatusBody, cancellationToken);

    /// <summary>GET /v1/status/internal: what waits, and what runs.</summary>
    public Task<Answer<InternalStatusBody>> ShowInternalStatusAsync(CancellationToken cancellationToken) =>
        GetAsync("v1/status/internal", WireJson.Default.InternalStatusBody, cancellationToken);

    /// <summary>GET /v1/status/jobs: how each job stands, by its name.</summary>
    public Task<Answer<Dictionary<string, JobStatusBody>>> ShowJobsStatusAsync(
        CancellationToken cancellationToken) =>
        GetAsync("v1/status/jobs", WireJson.Default.DictionaryStringJobStatusBody, cancellationToken);

    /// <summary>Sends a body that is JSON already and hands the answer back unread.</summary>
    /// <param name="method">POST or PUT.</param>
    /// <param name="path">Relative, such as <c>v1/targets</c>.</param>
    /// <param name="json">UTF-8 JSON; it is the core that judges it.</param>
    /// <param name="cancellationToken">Gives up waiting; the core may have acted all the same.</param>
    public async Task<ReadOnlyMemory<byte>> SendJsonAsync(
        HttpMethod method, string path, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        if (method == HttpMethod.Post) return (await SendPostAsync(path, json, cancellationToken)).Json;
        var request = new HttpRequestMessage(method, path) { Content = Body(json) };
        return (await SendAsync(request, cancellationToken)).Json;
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => http.Dispose();

    private Uri Core => http.BaseAddress ?? Nowhere;

    private Task<Answer<T>> GetAsync<T>(
        string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        AskAsync(new HttpRequestMessage(HttpMethod.Get, path), type, cancellationToken);

    /// <param name="path">What to delete.</param>
    /// <param name="tag">The ETag it must still have; null for any.</param>
    /// <param name="type">How the answer reads.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    private Task<Answer<T>> DeleteAsync<T>(
        string path, string? tag, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        AskAsync(IfMatch(new HttpRequestMessage(HttpMethod.Delete, path), tag), type, cancellationToken);

    /// <param name="path">What to edit.</param>
    /// <param name="request">What it is to become.</param>
    /// <param name="tag">The ETag it must still have; null for any.</param>
    /// <param name="requestType">How the request is written.</param>
    /// <param name="answerType">How the answer reads.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    private Task<Answer<TAnswer>> PutAsync<TRequest, TAnswer>(
        string path,
        TRequest request,
        string? tag,
        JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<TAnswer> answerType,
        CancellationToken cancellationToken)
    {
        var body = Body(JsonSerializer.SerializeToUtf8Bytes(request, requestType));
        var put = new HttpRequestMessage(HttpMethod.Put, path) { Content = body };
        return AskAsync(IfMatch(put, tag), answerType, cancellationToken);
    }

    private async Task<Answer<TAnswer>> PostAsync<TRequest, TAnswer>(
        string path,
        TRequest request,
        JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<TAnswer> answerType,
        CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request, requestType);
        return Read(await SendPostAsync(path, body, cancellationToken), answerType);
    }

    private async Task<Answer<T>> PostAsync<T>(
        string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        Read(await SendPostAsync(path, null, cancellationToken), type);

    private async Task<Answer<T>> AskAsync<T>(
        HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        Read(await SendAsync(request, cancellationToken), type);

    private async Task<(ReadOnlyMemory<byte> Json, string? Tag)> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            return await GuardAsync(
                async () =>
                {
                    using var response = await http.SendAsync(request, cancellationToken);
                    var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
                    if (!response.IsSuccessStatusCode) throw Refusals.From(response, bytes);
                    return ((ReadOnlyMemory<byte>)bytes, response.Headers.ETag?.ToString());
                },
                cancellationToken);
        }
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (SocketException broken)
        {
            // A connection that is reset as soon as it stands comes out of the handler as it is.
            throw new CoreUnreachableException(Core, Transport.Reason(broken.SocketErrorCode), broken);
        }
        catch (HttpRequestException failure)
        {
            throw new CoreUnreachableException(Core, Transport.Reason(failure), failure)
            {
                WasConnected = Transport.WasConnected(failure),
            };
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CoreUnreachableException(Core, "it did not answer in time", late);
        }
    }

    private static Answer<T> Read<T>(
        (ReadOnlyMemory<byte> Json, string? Tag) answer, JsonTypeInfo<T> type)
    {
        try
        {
            var value = JsonSerializer.Deserialize(answer.Json.Span, type);
            if (value is null) throw Refusals.NotACore();
            return new Answer<T>(value, answer.Json) { Tag = answer.Tag };
        }
        catch (JsonException)
        {
            throw Refusals.NotACore();
        }
    }

    private static HttpRequestMessage IfMatch(HttpRequestMessage request, string? tag)
    {
        if (tag is not null) request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(tag));
        return request;
    }

    private static ReadOnlyMemoryContent Body(ReadOnlyMemory<byte> json) =>
        new(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };
}

using System.Net.Http.Headers;
using System.Text;
using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Contract;

/// <summary>A request as it goes over the wire.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Address">Path and query, sent as they stand here.</param>
internal sealed record ApiRequest(string Method, string Address)
{
    public byte[]? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public override string ToString()
    {
        var body = Body is null ? "" : Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, 300)));
        var headers = string.Join(' ', Headers.Select(header => $"{header.Name}: {header.Value}"));
        return $"{Method} {Address} {headers} {body}";
    }
}

/// <summary>What came back.</summary>
internal sealed record ApiAnswer(int Status, string? ContentType, string Text, HttpResponseHeaders Headers)
{
    public override string ToString() => $"{Status} {ContentType} {Text[..Math.Min(Text.Length, 500)]}";
}

/// <summary>Sends requests with a token.</summary>
internal sealed class ApiCaller : IDisposable
{
    /// <summary>Whatever takes longer hangs.</summary>
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;

    public ApiCaller(Uri url, string token)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        };
        _http = new HttpClient(handler) { BaseAddress = url, Timeout = AnswerMax };
        _http.DefaultRequestHeaders.Add("X-Shield-Token", token);
    }

    /// <summary>One with the first token of this service, made as its operator makes it.</summary>
    public static async Task<ApiCaller> OfAdminAsync(Service service)
    {
        var made = await Tools.RunAsync(
            service.Environment,
            Testing.Repository.Built("shieldd"),
            "token", "create", "--name", "admin", "--role", "admin");
        Assert.True(made.ExitCode == 0, made.Errors);
        return new ApiCaller(service.Url, made.Output.Trim());
    }

    public async Task<ApiAnswer> SendAsync(ApiRequest wanted)
    {
        using var request = Make(wanted);
        using var answer = await _http.SendAsync(request);
        return new ApiAnswer(
            (int)answer.StatusCode,
            answer.Content.Headers.ContentType?.MediaType,
            await answer.Content.ReadAsStringAsync(),
            answer.Headers);
    }

    public Task<ApiAnswer> GetAsync(string address) => SendAsync(new ApiRequest("GET", address));

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Make(ApiRequest wanted)
    {
        // Dots and escapes are to arrive as they are.
        var asItIs = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var place = new Uri(_http.BaseAddress!.GetLeftPart(UriPartial.Authority) + wanted.Address, asItIs);
        var request = new HttpRequestMessage(new HttpMethod(wanted.Method), place);
        if (wanted.Body is { } body)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", wanted.ContentType);
        }

        foreach (var (name, value) in wanted.Headers) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }
}

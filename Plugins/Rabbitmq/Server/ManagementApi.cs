using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Rabbitmq.Server;

/// <summary>The management API of a RabbitMQ server.</summary>
internal sealed class ManagementApi : IDisposable
{
    private const int AnswerBytesMax = 256 * 1024 * 1024;
    private const int ReadTriesMax = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Thousands of queues are made, or deleted, by one request.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(15);

    private readonly HttpClient _client;

    public ManagementApi(Settings settings)
    {
        Settings = settings;
        var handler = new SocketsHttpHandler
        {
            // The password goes to this server, and to no other that it may name.
            AllowAutoRedirect = false,
            UseProxy = false,
            ConnectTimeout = ConnectPatience,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = settings.Trust.Accepts;
        _client = new HttpClient(handler)
        {
            BaseAddress = settings.Url,
            Timeout = Patience,
            MaxResponseContentBufferSize = AnswerBytesMax,
        };
        var account = Encoding.UTF8.GetBytes($"{settings.Username}:{settings.Password}");
        _client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(account));
    }

    public Settings Settings { get; }

    /// <summary>Asks for something that has to be there.</summary>
    /// <param name="path">Below <c>api/</c>, escaped.</param>
    /// <param name="what">Completes "could not …".</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="PluginException">It is not there, the server refused, or did not
    /// answer.</exception>
    public async Task<JsonNode> AskAsync(string path, string what, CancellationToken cancellationToken) =>
        await FindAsync(path, what, cancellationToken)
        ?? throw ApiFault.Refused(Settings, what, HttpStatusCode.NotFound, "");

    /// <summary>The same for something that may be missing; null then.</summary>
    public async Task<JsonNode?> FindAsync(string path, string what, CancellationToken cancellationToken)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, path, null, cancellationToken);
        // Lists stumble over a virtual host that somebody deletes at this moment.
        for (var tries = 1; (int)status >= 500 && tries < ReadTriesMax; tries++)
        {
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            (status, body) = await SendAsync(HttpMethod.Get, path, null, cancellationToken);
        }

        if (status == HttpStatusCode.NotFound) return null;
        if (status != HttpStatusCode.OK) throw ApiFault.Refused(Settings, what, status, body);
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            throw new PluginException(
                PluginExit.Failed,
                $"{Settings.Url} answered, but not as the management API of RabbitMQ: is the URL right?");
        }
    }

    /// <summary>Makes, imports or deletes something.</summary>
    /// <inheritdoc cref="AskAsync"/>
    public async Task DoAsync(
        HttpMethod method, string path, JsonNode? content, string what, CancellationToken cancellationToken)
    {
        var (status, body) = await SendAsync(method, path, content, cancellationToken);
        if ((int)status is < 200 or > 299) throw ApiFault.Refused(Settings, what, status, body);
    }

    public void Dispose() => _client.Dispose();

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(
        HttpMethod method, string path, JsonNode? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, "api/" + path);
        if (content is not null)
            request.Content = new StringContent(content.ToJsonString(), Encoding.UTF8, "application/json");
        try
        {
            using var response = await _client.SendAsync(request, cancellationToken);
            return (response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (Exception e) when (e is HttpRequestException or IOException
            || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw ApiFault.Unreachable(Settings, e);
        }
    }
}

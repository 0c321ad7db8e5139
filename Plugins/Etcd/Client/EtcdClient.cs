using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Etcd.Client;

/// <summary>One member of a cluster, asked through its gateway for JSON.</summary>
internal sealed class EtcdClient : IDisposable
{
    /// <summary>Far above any page that <see cref="Keys"/> asks for, unless values are large.</summary>
    private const int AnswerBytesMax = 16 << 20;

    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(60);

    private readonly EtcdSettings _settings;
    private readonly HttpClient _http;
    private byte[] _answer = new byte[64 << 10];
    private string? _token;

    private EtcdClient(EtcdSettings settings, Uri url)
    {
        _settings = settings;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            ConnectTimeout = ConnectPatience,
            SslOptions = Trust.For(settings),
        })
        {
            BaseAddress = url,
            Timeout = AnswerPatience,
        };
    }

    /// <summary>What the member says of itself: <c>version</c>, <c>errors</c>.</summary>
    public JsonElement Status { get; private set; }

    /// <summary>Reaches the first member that answers, and logs in.</summary>
    /// <exception cref="PluginException">None answers.</exception>
    /// <exception cref="EtcdException">One does, and refuses.</exception>
    public static async Task<EtcdClient> ConnectAsync(
        EtcdSettings settings, Action<string> say, CancellationToken cancellationToken)
    {
        var silent = new List<string>();
        foreach (var url in settings.Urls)
        {
            var client = new EtcdClient(settings, url);
            try
            {
                await client.LogInAsync(cancellationToken);
                foreach (var line in silent) say($"warning: {line}");
                return client;
            }
            catch (EtcdException e) when (e.Kind == EtcdFault.Unreachable)
            {
                client.Dispose();
                silent.Add($"{url}: {e.Message}");
            }
            catch
            {
                client.Dispose();
                throw;
            }
        }

        throw new PluginException(PluginExit.Failed, string.Join('\n', silent));
    }

    /// <summary>Sends a request, and logs in again if the token has expired.</summary>
    /// <param name="path">What follows <c>/v3/</c>.</param>
    /// <param name="write">Writes the fields of the request.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="EtcdException">It was refused.</exception>
    public async Task<JsonDocument> AskAsync(
        string path, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        var body = Body(write);
        try
        {
            return await SendAsync(path, body, cancellationToken);
        }
        catch (EtcdException e) when (e.Kind == EtcdFault.TokenUnknown && _token is not null)
        {
            await AuthenticateAsync(cancellationToken);
            return await SendAsync(path, body, cancellationToken);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task LogInAsync(CancellationToken cancellationToken)
    {
        using var status = await AskAsync("maintenance/status", _ => { }, cancellationToken);
        Status = status.RootElement.Clone();
        if (_settings.Username is not null) await AuthenticateAsync(cancellationToken);
    }

    private async Task AuthenticateAsync(CancellationToken cancellationToken)
    {
        _token = null;
        var body = Body(json =>
        {
            json.WriteString("name", _settings.Username);
            json.WriteString("password", _settings.Password);
        });
        using var answer = await SendAsync("auth/authenticate", body, cancellationToken);
        _token = answer.RootElement.GetProperty("token").GetString();
    }

    private static ReadOnlyMemory<byte> Body(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private async Task<JsonDocument> SendAsync(
        string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v3/{path}");
        request.Content = new ReadOnlyMemoryContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (_token is not null) request.Headers.TryAddWithoutValidation("Authorization", _token);
        try
        {
            using var response = await _http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return Read(response.StatusCode, await TakeAsync(response, cancellationToken));
        }
        catch (HttpRequestException e)
        {
            throw Explain(e);
        }
        catch (IOException)
        {
            throw Unreachable("the connection broke within an answer");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EtcdException(
                EtcdFault.Unreachable, $"no answer within {AnswerPatience.TotalSeconds} seconds");
        }
    }

    /// <summary>Reads an answer into the buffer that the last one was in: large ones that are allocated
    /// anew each time would fill the memory.</summary>
    private async Task<ReadOnlyMemory<byte>> TakeAsync(
        HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(AnswerPatience);
        await using var body = await response.Content.ReadAsStreamAsync(late.Token);
        for (var done = 0; ;)
        {
            if (done == _answer.Length) Array.Resize(ref _answer, _answer.Length * 2);
            var read = await body.ReadAsync(_answer.AsMemory(done), late.Token);
            done += read;
            if (read == 0) return _answer.AsMemory(0, done);
            if (done > AnswerBytesMax)
                throw new EtcdException(
                    EtcdFault.TooLarge, $"an answer is larger than {AnswerBytesMax >> 20} MiB");
        }
    }

    private static JsonDocument Read(HttpStatusCode status, ReadOnlyMemory<byte> answer)
    {
        try
        {
            var json = JsonDocument.Parse(answer);
            if (status == HttpStatusCode.OK) return json;
            using (json)
            {
                var said = json.RootElement.GetProperty("error").GetString() ?? "";
                throw new EtcdException(Words.KindOf(said), said);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new EtcdException(
                EtcdFault.Unreachable,
                $"it answers with HTTP status {(int)status}, and not as etcd does: is it etcd 3.4 or later, "
                + "is its gateway on (enable-grpc-gateway), and is it http:// or https://?");
        }
    }

    // The runtime's own messages are not in a native program.
    private EtcdException Explain(HttpRequestException fault) => fault.HttpRequestError switch
    {
        // Whoever has answered before is spoken to in the right way.
        _ when Status.ValueKind is not JsonValueKind.Undefined =>
            Unreachable("the server has gone: it had answered before"),
        HttpRequestError.NameResolutionError => Unreachable("there is no such host"),
        HttpRequestError.SecureConnectionError => Unreachable(
            $"TLS failed: does the port speak it, does the certificate name {_http.BaseAddress!.Host}, "
            + $"and is {EtcdFields.CaCert} who vouches for it? "
            + $"A server may also want {EtcdFields.ClientCert}"),
        HttpRequestError.ConnectionError => Unreachable("nothing listens there, or it cannot be reached"),
        _ => Unreachable("the connection broke: is it http:// or https://?"),
    };

    private static EtcdException Unreachable(string why) => new(EtcdFault.Unreachable, why);
}

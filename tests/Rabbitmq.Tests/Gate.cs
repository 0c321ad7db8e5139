using System.Net;
using System.Net.Sockets;

namespace Shield.Plugins.Rabbitmq.Tests;

/// <summary>Stands before a management API and lets requests pass, until a test says otherwise.</summary>
internal sealed class Gate : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private readonly string _real;
    private readonly Func<string, Task<bool>> _mayPass;
    private readonly Task _loop;

    /// <param name="real">The API's URL.</param>
    /// <param name="mayPass">Given the method and the path; false breaks the connection.</param>
    public Gate(string real, Func<string, Task<bool>> mayPass)
    {
        _real = real;
        _mayPass = mayPass;
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _loop = Task.Run(ServeAsync);
    }

    public string Url { get; }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
        ((IDisposable)_listener).Dispose();
        _client.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                _ = Task.Run(() => PassAsync(context));
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task PassAsync(HttpListenerContext context)
    {
        var (asked, answer) = (context.Request, context.Response);
        try
        {
            if (!await _mayPass($"{asked.HttpMethod} {asked.RawUrl}"))
            {
                answer.Abort();
                return;
            }

            using var request = new HttpRequestMessage(
                new HttpMethod(asked.HttpMethod), _real + asked.RawUrl);
            request.Headers.TryAddWithoutValidation("Authorization", asked.Headers["Authorization"]);
            if (asked.HasEntityBody)
            {
                request.Content = new StreamContent(asked.InputStream);
                request.Content.Headers.Add("Content-Type", "application/json");
            }

            using var response = await _client.SendAsync(request);
            answer.StatusCode = (int)response.StatusCode;
            await response.Content.CopyToAsync(answer.OutputStream);
            answer.Close();
        }
        catch (Exception e) when (e is HttpListenerException or HttpRequestException or IOException)
        {
            answer.Abort();
        }
    }
}

using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Shield.Benchmarks.Programs;

/// <summary>The service as it is shipped, running.</summary>
internal sealed class Service : IAsyncDisposable
{
    private static readonly TimeSpan StartMax = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(2);
    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly Child _child;
    private readonly string _home;

    private Service(Child child, string home, Uri url)
    {
        (_child, _home, Url) = (child, home, url);
        Api = new Api(url);
    }

    public Uri Url { get; }

    public Api Api { get; }

    public int Pid => _child.Pid;

    /// <summary>Starts it, and waits for its first answer.</summary>
    /// <param name="home">Its state, in this folder.</param>
    /// <param name="settings">More of its environment.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<Service> StartAsync(
        string home, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var environment = new Dictionary<string, string>(settings)
        {
            ["SHIELD_HOME"] = home,
            ["SHIELD_LISTEN"] = url.ToString(),
            ["SHIELD_AGENT"] = "127.0.0.1:5444",
        };
        var child = Child.Start(environment, Harness.Workshop.Built("shieldd"));
        var service = new Service(child, home, url);
        try
        {
            await service.AnswersAsync(cancellationToken);
            return service;
        }
        catch
        {
            // Whoever wanted it has nothing to end it by.
            await service.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _child.DisposeAsync();
        // It lies in memory, and a service that had to be killed leaves it.
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(Path.Combine(_home, "run")));
        foreach (var left in Directory.GetDirectories(
            "/dev/shm", $"shield-*-{Convert.ToHexStringLower(digest.AsSpan(0, 8))}"))
        {
            Directory.Delete(left, recursive: true);
        }
    }

    private async Task AnswersAsync(CancellationToken cancellationToken)
    {
        var start = Clock.GetTimestamp();
        while (!await Api.AnswersAsync(cancellationToken))
        {
            if (_child.HasEnded)
                throw new InvalidOperationException($"the service ended: {await _child.WordsAsync()}");
            if (Clock.GetElapsedTime(start) > StartMax)
                throw new TimeoutException("the service does not answer");
            await Task.Delay(LookAgain, Clock, cancellationToken);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Net;
using System.Net.Sockets;

namespace Shield.Benchmarks.Programs;

/// <summary>The service as it is shipped, running.</summary>
internal sealed class Service : IAsyncDisposable
{
    private static readonly TimeSpan StartMax = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(2);
    private static readonly TimeProvider Clock = TimeProvider.System;

    private Service(Daemon program, Uri url)
    {
        (Program, Url) = (program, url);
        Api = new Api(url);
    }

    public Daemon Program { get; }

    public Uri Url { get; }

    public Api Api { get; }

    public int Pid => Program.Pid;

    /// <summary>Starts it, an agent too, and waits for its first answer.</summary>
    /// <param name="home">Its state, in this folder.</param>
    /// <param name="settings">More of its environment.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task<Service> StartAsync(
        string home, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken) =>
        StartCoreAsync(
            home,
            new Dictionary<string, string>(settings) { ["SHIELD_AGENT"] = Api.Agent },
            cancellationToken);

    /// <summary>The same, but it is an agent only if the settings say so.</summary>
    public static async Task<Service> StartCoreAsync(
        string home, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var environment = new Dictionary<string, string>(settings) { ["SHIELD_LISTEN"] = url.ToString() };
        var service = new Service(new Daemon("shieldd", home, environment), url);
        try
        {
            await service.Program.StartAsync();
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

    /// <summary>Waits until it answers.</summary>
    public async Task AnswersAsync(CancellationToken cancellationToken)
    {
        var start = Clock.GetTimestamp();
        while (!await Api.AnswersAsync(cancellationToken))
        {
            if (Program.HasEnded)
                throw new InvalidOperationException($"the service ended: {await Program.WordsAsync()}");
            if (Clock.GetElapsedTime(start) > StartMax)
                throw new TimeoutException("the service does not answer");
            await Task.Delay(LookAgain, Clock, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Program.DisposeAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shield.Api.Endpoints.Tests.Fakes;
using Shield.Grains;
using Shield.Grains.Audit;
using Shield.Grains.Tokens;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Tests;

/// <summary>The API on a free loopback port, over fakes.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ApiServer(WebApplication app, FakeShield shield, LogLines log)
    {
        _app = app;
        (Shield, Log) = (shield, log);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Http = new HttpClient { BaseAddress = new Uri(addresses.Addresses.Single()) };
    }

    public static DateTimeOffset Now { get; } = new(2026, 1, 31, 16, 30, 15, TimeSpan.Zero);

    public FakeShield Shield { get; }

    public LogLines Log { get; }

    public HttpClient Http { get; }

    public required StoppedClock Clock { get; init; }

    public IEnumerable<RouteEndpoint> Endpoints =>
        _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    /// <summary>What the core's public key is here.</summary>
    public const string PublicKey = "ssh-rsa AAAAB3NzaC1yc2E= core@shield";

    public static async Task<ApiServer> StartAsync()
    {
        var shield = new FakeShield();
        var log = new LogLines();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders().AddProvider(log);
        var clock = new StoppedClock(Now);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<ICatalog>(new FakeCatalog(shield));
        builder.Services.AddSingleton<IRequestLedger>(shield.Ledger);
        builder.Services.AddSingleton<IAgentDirectory>(new FakeAgents(shield));
        builder.Services.AddSingleton<IWorkers>(new FakeWorkers(shield));
        builder.Services.AddSingleton<ITokenBook>(shield.Tokens);
        builder.Services.AddSingleton<IAuditBook>(shield.Audit);
        builder.Services.AddSingleton<IGrainFactory>(new FakeGrains(shield));
        builder.Services.AddShieldApi(new ApiOptions("a name", "1.2.3", TimeZoneInfo.Utc, PublicKey));

        var app = builder.Build();
        app.MapShieldApi();
        await app.StartAsync();
        return new ApiServer(app, shield, log) { Clock = clock };
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, body: null);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, body: null);

    public Task<Answer> PutAsync(string path, string? body) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> PostAsync(string path, string? body) => SendAsync(HttpMethod.Post, path, body);

    public Task<Answer> SendAsync(HttpMethod method, string path, string? body) => SendAsync(
        new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        });

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    /// <summary>Sends these very bytes, and gives back all that comes until the other side closes.</summary>
    public async Task<string> SendRawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Http.BaseAddress!.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    /// <summary>The moment is what a test says, and stays.</summary>
    internal sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Moment { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Moment;
    }
}

using System.Net;
using System.Net.Http.Json;
using Shield.EndToEnd.Programs;
using Shield.Servers;

namespace Shield.EndToEnd.Kills;

/// <summary>A service that lives on while the server of its catalog is killed.</summary>
[Trait("Catalog", "Own")]
public sealed class DatabaseKillTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Rounds = 5;
    private const int QueuedEvery = 2;
    private const int RestoreLanes = 3;

    private static readonly TimeSpan Shortly = TimeSpan.FromSeconds(1);

    /// <summary>Once it is away so long that everything that looks regularly has looked in vain.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private PostgresServer _server = null!;
    private Service _service = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.StartAsync();
        _service = Service.Make(new Dictionary<string, string?>
        {
            ["SHIELD_DATABASE"] = await _server.CreateDatabaseAsync(),
            ["SHIELD_AGENT"] = "127.0.0.1:5444",
        });
        await _service.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Whenever_the_database_is_killed_the_answer_is_503_and_nothing_is_lost()
    {
        var seed = Moments.Seed;
        output.WriteLine($"repeat with SHIELD_TEST_SEED={seed}");
        var moments = new Moments(seed);
        var trial = await KillTrial.PrepareAsync(_service, new Random(seed));
        var undisturbed = await trial.MeasureAsync();

        for (var round = 1; round <= Rounds; round++)
        {
            var moment = moments.Next(round, undisturbed);
            output.WriteLine($"round {round}: killed {moment.TotalMilliseconds:0} ms after the promise");
            await trial.KillAsync(_server.KillAsync, round, moment, isQueued: round % QueuedEvery == 0);
            await AssertUnavailableAsync();
            // Not a wait for something to be ready: how long it is away is what is tried.
            await Task.Delay(round == Rounds ? Long : Shortly, TimeProvider.System);
            await _server.RestartAsync();
            output.WriteLine($"round {round}: {await trial.CheckAsync(round)}");
        }

        var archives = await trial.CheckAllAsync(RestoreLanes);
        output.WriteLine($"{trial.CountOfThings} writes and {trial.CountOfTasks} backups were promised");
        output.WriteLine($"{archives} archives were restored and compared");
    }

    [Fact]
    public async Task A_pipeline_that_ends_while_the_database_is_away_is_done_in_its_first_attempt()
    {
        var patient = await Patient.MakeAsync(_service);
        patient.Hold();
        var task = await _service.Api.RunAsync(patient.Job);
        await patient.WaitsAsync();

        await _server.KillAsync();
        patient.LetGo();
        await Remains.AssertNoneAsync(_service, [task]);
        await _server.RestartAsync();

        var end = await _service.Api.EndOfAsync(task);
        Assert.Equal("done", ServiceApi.Text(end, "status"));
        Assert.Equal(1, end["attempt"]!.GetValue<int>());
    }

    [Fact]
    public async Task Without_its_database_the_service_says_so_in_one_line_and_does_not_start()
    {
        await _service.Child.KillAsync();
        await _server.KillAsync();

        var end = await Tools.RunAsync(_service.Environment, Testing.Repository.Built("shieldd"));

        Assert.Equal(1, end.ExitCode);
        var line = Assert.Single(end.Errors.TrimEnd('\n').Split('\n'));
        Assert.StartsWith($"shieldd: the catalog 127.0.0.1:{_server.Port}/", line, StringComparison.Ordinal);
        Assert.Contains("not reachable", line, StringComparison.Ordinal);
        Assert.DoesNotContain(_server.Password, line, StringComparison.Ordinal);
    }

    private async Task AssertUnavailableAsync()
    {
        using var list = await _service.Api.AskAsync("/v1/jobs");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, list.StatusCode);
        using var ready = await _service.Api.AskAsync("/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        using var health = await _service.Api.AskAsync("/healthz");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.NotNull(list.Headers.RetryAfter);

        using var http = new HttpClient();
        using var write = await http.PostAsJsonAsync(
            new Uri(_service.Url, "/v1/schedules"), new { name = "lost", when = "daily 4am" });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, write.StatusCode);
        Assert.NotNull(write.Headers.RetryAfter);
        Assert.DoesNotContain(
            _server.Password, await write.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}

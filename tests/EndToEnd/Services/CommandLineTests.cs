using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Services;

/// <summary>The built command line against the built service: what its exit status says.</summary>
[Trait("Catalog", "Any")]
public sealed class CommandLineTests : IAsyncLifetime
{
    /// <summary>In which a backup that is canceled must be gone, processes and all.</summary>
    private static readonly TimeSpan CancelMax = TimeSpan.FromSeconds(5);

    private readonly Service _service = Service.Make();

    public async ValueTask InitializeAsync() => await _service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Zero_says_done() =>
        Assert.Equal(0, (await _service.ShieldAsync("list", "jobs")).ExitCode);

    [Fact]
    public async Task One_says_refused_and_why()
    {
        var end = await _service.ShieldAsync("show", "target", "nobody");

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("nobody", end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_says_that_the_command_is_wrong() =>
        Assert.Equal(2, (await _service.ShieldAsync("list", "jobs", "--backwards")).ExitCode);

    [Fact]
    public async Task Three_says_that_nobody_answers()
    {
        await _service.Child.KillAsync();

        var end = await _service.ShieldAsync("list", "jobs");

        Assert.Equal(3, end.ExitCode);
        Assert.Contains(_service.Url.Authority, end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Four_says_that_the_task_failed_and_its_log_says_why()
    {
        var missing = new { base_dir = Path.Combine(_service.Folder, "nowhere") };
        var store = new { base_dir = _service.MakeFolder("blobs") };
        await _service.Api.CreateJobAsync("lost", "fs", missing, store);

        var end = await _service.ShieldAsync("run", "job", "lost", "--wait");

        Assert.Equal(4, end.ExitCode);
        Assert.Contains("nowhere", end.Output + end.Errors, StringComparison.Ordinal);
        Assert.Empty(await _service.Api.ListAsync("/v1/archives"));
    }

    [Fact]
    public async Task Five_says_canceled_which_ends_a_plugin_that_hangs()
    {
        var patient = await Patient.MakeAsync(_service);
        patient.Hold();
        var waiting = _service.ShieldAsync("run", "job", "patient", "--wait");
        await patient.WaitsAsync();
        var task = ServiceApi.Id(Assert.Single(await _service.Api.ListAsync("/v1/tasks")));
        Assert.NotEmpty(Remains.ProcessesOf(new HashSet<string> { task }));
        var start = TimeProvider.System.GetTimestamp();

        await _service.ShieldDoneAsync("cancel", "task", task);

        Assert.Equal("canceled", ServiceApi.Text(await _service.Api.EndOfAsync(task), "status"));
        Assert.Empty(Remains.ProcessesOf(new HashSet<string> { task }));
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, CancelMax);
        Assert.Equal(5, (await waiting).ExitCode);
        Assert.Empty(await _service.Api.ListAsync("/v1/archives"));
        Assert.Empty(Directory.GetFiles(
            Path.Combine(_service.Folder, "patient-blobs"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_request_for_another_host_is_refused()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_service.Url, "/v1/targets"));
        request.Headers.Host = "evil.example";

        using var answer = await http.SendAsync(request);

        Assert.Equal(System.Net.HttpStatusCode.Forbidden, answer.StatusCode);
    }
}

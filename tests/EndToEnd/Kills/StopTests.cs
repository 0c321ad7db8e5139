using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Kills;

/// <summary>SIGTERM, which is how services are stopped.</summary>
public sealed class StopTests(ITestOutputHelper output) : IAsyncLifetime
{
    /// <summary>What service managers grant.</summary>
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(30);

    /// <summary>Well below the grace that running pipelines have.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(5);

    private const int KilledExit = 137;

    private readonly Service _service = Service.Make();

    public async ValueTask InitializeAsync() => await _service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_backup_under_way_is_done_in_the_end_although_the_service_was_stopped()
    {
        var photos = _service.MakeFolder("photos");
        await Photos.MakeAsync(photos, Random.Shared);
        var store = new { base_dir = _service.MakeFolder("blobs") };
        var job = await _service.Api.CreateJobAsync("photos", "fs", new { base_dir = photos }, store);
        var task = await _service.Api.RunAsync(job);

        await _service.Child.TerminateAsync();

        Assert.Equal(0, await _service.Child.EndAsync(StopMax));
        await Remains.AssertNoneAsync(_service, [task]);
        Assert.False(Directory.Exists(_service.EndpointFolder));
        await _service.StartAsync();
        Assert.Equal("done", ServiceApi.Text(await _service.Api.EndOfAsync(task), "status"));
    }

    [Fact]
    public async Task A_backup_that_takes_too_long_is_stopped_and_done_in_its_second_attempt()
    {
        var (patient, task) = await RunPatientlyAsync();
        var start = TimeProvider.System.GetTimestamp();

        await _service.Child.TerminateAsync();

        Assert.Equal(0, await _service.Child.EndAsync(StopMax));
        output.WriteLine($"stopped after {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s");
        await Remains.AssertNoneAsync(_service, [task]);
        patient.LetGo();
        await _service.StartAsync();
        await AssertDoneAsync(task);
    }

    [Fact]
    public async Task A_second_signal_ends_it_at_once()
    {
        var (patient, task) = await RunPatientlyAsync();
        await _service.Child.TerminateAsync();

        await _service.Child.TerminateAsync();

        Assert.Equal(KilledExit, await _service.Child.EndAsync(AtOnce));
        await Remains.AssertNoneAsync(_service, [task]);
        patient.LetGo();
        await _service.StartAsync();
        await AssertDoneAsync(task);
    }

    private async Task<(Patient Patient, string Task)> RunPatientlyAsync()
    {
        var patient = await Patient.MakeAsync(_service);
        patient.Hold();
        var task = await _service.Api.RunAsync(patient.Job);
        await patient.WaitsAsync();
        return (patient, task);
    }

    private async Task AssertDoneAsync(string task)
    {
        var end = await _service.Api.EndOfAsync(task);
        Assert.Equal("done", ServiceApi.Text(end, "status"));
        Assert.Equal(2, end["attempt"]!.GetValue<int>());
        var archive = Assert.Single(await _service.Api.ListAsync("/v1/archives"));
        Assert.Equal(task, ServiceApi.Text(archive, "task_uuid"));
    }
}

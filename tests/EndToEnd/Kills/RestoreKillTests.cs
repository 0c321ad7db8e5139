using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Kills;

public sealed class RestoreKillTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Rounds = 4;

    private readonly Service _service = Service.Make();

    public async ValueTask InitializeAsync() => await _service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_restore_that_was_killed_has_failed_and_says_that_the_target_may_be_half_written()
    {
        var patient = await Patient.MakeAsync(_service);
        var backup = await _service.Api.EndOfAsync(await _service.Api.RunAsync(patient.Job));
        var archive = ServiceApi.Text(backup, "archive_uuid");
        patient.Hold();
        var killed = await _service.Api.RestoreAsync(archive);
        await patient.WaitsAsync();

        await _service.Child.KillAsync();
        patient.LetGo();
        await _service.StartAsync();

        var end = await _service.Api.EndOfAsync(killed);
        Assert.Equal("failed", ServiceApi.Text(end, "status"));
        Assert.Equal(1, end["attempt"]!.GetValue<int>());
        Assert.Contains("may be half-written", ServiceApi.Text(end, "log"), StringComparison.Ordinal);
        await Remains.AssertNoneAsync(_service, [killed]);

        // The next one works, since the archive is as good as before.
        patient.Lose();
        var next = await _service.Api.EndOfAsync(await _service.Api.RestoreAsync(archive));
        Assert.Equal("done", ServiceApi.Text(next, "status"));
        patient.AssertIsBack();
    }

    [Fact]
    public async Task After_a_restore_of_files_was_killed_at_any_moment_the_next_one_brings_them_back()
    {
        var seed = Moments.Seed;
        output.WriteLine($"repeat with SHIELD_TEST_SEED={seed}");
        var moments = new Moments(seed);
        var photos = _service.MakeFolder("photos");
        await Photos.MakeAsync(photos, new Random(seed));
        var archive = await BackUpAsync(photos);
        var back = Path.Combine(_service.Folder, "back");
        var target = await _service.Api.CreateAsync("/v1/targets", new
        {
            name = "back",
            plugin = "fs",
            agent = "127.0.0.1:5444",
            endpoint = new { base_dir = back },
        });
        var start = TimeProvider.System.GetTimestamp();
        await RestoreDoneAsync(archive, target);
        var undisturbed = TimeProvider.System.GetElapsedTime(start);

        for (var round = 0; round < Rounds; round++)
        {
            var moment = undisturbed * moments.NextPart();
            var status = await KillRestoreAsync(archive, target, moment);
            output.WriteLine($"killed after {moment.TotalMilliseconds:0} ms: {status}");
            await RestoreDoneAsync(archive, target);
            await Tools.AssertEqualAsync(photos, back);
            Directory.Delete(back, recursive: true);
        }
    }

    private async Task<string> BackUpAsync(string folder)
    {
        var store = new { base_dir = _service.MakeFolder("blobs") };
        var job = await _service.Api.CreateJobAsync("photos", "fs", new { base_dir = folder }, store);
        var task = await _service.Api.EndOfAsync(await _service.Api.RunAsync(job));
        return ServiceApi.Text(task, "archive_uuid");
    }

    private async Task RestoreDoneAsync(string archive, string target)
    {
        var end = await _service.Api.EndOfAsync(await _service.Api.RestoreAsync(archive, target));
        Assert.True(ServiceApi.Text(end, "status") == "done", end.ToString());
    }

    /// <summary>How the restore ended: done, where it was not under way when the service died.</summary>
    private async Task<string> KillRestoreAsync(string archive, string target, TimeSpan moment)
    {
        var task = await _service.Api.RestoreAsync(archive, target);
        await Task.Delay(moment, TimeProvider.System);
        await _service.Child.KillAsync();
        await _service.StartAsync();
        var end = await _service.Api.EndOfAsync(task);
        await Remains.AssertNoneAsync(_service, [task]);
        var status = ServiceApi.Text(end, "status");
        Assert.Equal(1, end["attempt"]!.GetValue<int>());
        if (status == "done") return status;
        output.WriteLine(ServiceApi.Text(end, "log"));
        Assert.Equal("failed", status);
        Assert.Contains("may be half-written", ServiceApi.Text(end, "log"), StringComparison.Ordinal);
        return status;
    }
}

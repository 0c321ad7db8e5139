using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Kills;

public sealed class RestoreKillTests : IAsyncLifetime
{
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
        Assert.Contains("the target may be half-written", ServiceApi.Text(end, "log"), StringComparison.Ordinal);
        await Remains.AssertNoneAsync(_service, [killed]);

        // The next one works, since the archive is as good as before.
        patient.Lose();
        var next = await _service.Api.EndOfAsync(await _service.Api.RestoreAsync(archive));
        Assert.Equal("done", ServiceApi.Text(next, "status"));
        patient.AssertIsBack();
    }
}

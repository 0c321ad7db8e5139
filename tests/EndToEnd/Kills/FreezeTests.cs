using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Kills;

/// <summary>SIGSTOP: a service that is there and does nothing.</summary>
[Trait("Catalog", "Any")]
public sealed class FreezeTests(ITestOutputHelper output) : IAsyncLifetime
{
    /// <summary>As long as it may stand still, and as long as nothing may outlive it.</summary>
    private static readonly TimeSpan SurvivalMax = TimeSpan.FromSeconds(25 + 1 + 10);

    private readonly Service _service = Service.Make();

    public async ValueTask InitializeAsync() => await _service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_frozen_service_loses_its_plugins_and_makes_another_attempt_when_it_thaws()
    {
        var patient = await Patient.MakeAsync(_service);
        patient.Hold();
        var task = await _service.Api.RunAsync(patient.Job);
        await patient.WaitsAsync();
        var start = TimeProvider.System.GetTimestamp();

        await _service.Child.FreezeAsync();
        await Remains.AssertNoneAsync(_service, [task]);
        var elapsed = TimeProvider.System.GetElapsedTime(start);
        patient.LetGo();
        await _service.Child.ThawAsync();

        output.WriteLine($"nothing was left after {elapsed.TotalSeconds:0.0} s");
        Assert.InRange(elapsed, TimeSpan.FromSeconds(20), SurvivalMax);
        var end = await _service.Api.EndOfAsync(task);
        Assert.Equal("done", ServiceApi.Text(end, "status"));
        Assert.Equal(2, end["attempt"]!.GetValue<int>());
        Assert.Contains("its agent stood still", ServiceApi.Text(end, "log"), StringComparison.Ordinal);
        Assert.Contains("for 25 seconds", ServiceApi.Text(end, "log"), StringComparison.Ordinal);
    }
}

using Microsoft.Extensions.Hosting;
using Shield.Domain;
using Shield.Domain.Tasks;
using Shield.Grains;
using Shield.Grains.Workers;
using Shield.Plugins.Sdk.Processes;
using PluginCall = Shield.Domain.Tasks.PluginCall;

namespace Shield.Agent.Worker;

/// <summary>Tests stores by what they are for: something is stored, read back, and removed again.</summary>
internal sealed class StoreRoundTrips(
    KnownPlugins plugins, ProcessSupervision processes, ISecretOpener secrets, TimeProvider clock)
    : IHostedLifecycleService, IDisposable
{
    /// <summary>How long a test may take; cleaning up after one that failed comes on top.</summary>
    private static readonly TimeSpan TestTimeout = TimeSpan.FromSeconds(40);

    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];

    /// <summary>Tests a store; never fails. Who no longer waits for the answer ends the test, and what it
    /// has stored is removed all the same.</summary>
    public async Task<CheckReport> RunAsync(PluginCall call, CancellationToken cancellationToken)
    {
        var test = TestAsync(call, cancellationToken);
        lock (_gate) _running.Add(test);
        try
        {
            return await test;
        }
        finally
        {
            lock (_gate) _running.Remove(test);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Stops what runs, and lets it remove what it has stored.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _closing.CancelAsync();
        Task all;
        lock (_gate) all = Task.WhenAll(_running);
        await Task.WhenAny(all, Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _closing.Dispose();

    private async Task<CheckReport> TestAsync(PluginCall call, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(TestTimeout, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, deadline.Token, _closing.Token);
        var log = new WorkLog(clock);
        var (task, archive) = (new TaskId(Guid.NewGuid()), new ArchiveId(Guid.NewGuid()));
        Attempt Open(CancellationToken end) => new(processes, task, archive, log, clock, end);
        var isGood = false;
        try
        {
            await new StoreRoundTrip(plugins, secrets, clock, archive, Open).RunAsync(call, stop.Token);
            isGood = true;
        }
        catch (Exception fault) when (fault is PipelineException or ProcessStartException or ShieldException
            or IOException)
        {
            log.Settle();
            log.Say(fault.Message);
        }

        if (deadline.IsCancellationRequested)
            log.Say($"the test took longer than {DurationWords.Of(TestTimeout)} and was stopped");
        var words = string.Join('\n', log.Peek().Select(line => line.Text));
        return new CheckReport(isGood ? CheckVerdict.Valid : CheckVerdict.Invalid, words);
    }
}

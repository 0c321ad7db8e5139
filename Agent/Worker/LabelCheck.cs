using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shield.Domain;
using Shield.Grains.Workers;

namespace Shield.Agent.Worker;

/// <summary>Two silos with one label: the second refuses to start. Those that start at once go through one at
/// a time, so that there is always a second.</summary>
/// <remarks>A silo that was killed is believed to be there until it has been declared dead: it is waited for,
/// unless it still takes connections.</remarks>
internal sealed class LabelCheck(
    WorkerOptions options,
    WorkerRoom room,
    IAgentLatch latch,
    AgentDirectory directory,
    ILocalSiloDetails self,
    TimeProvider clock,
    ILogger<LabelCheck> logger) : IHostedLifecycleService
{
    /// <summary>How long a silo that takes no connections may be believed to be there.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private IAsyncDisposable? _turn;

    /// <summary>Before the silo is there.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken) =>
        _turn = await latch.EnterAsync(options.Agent, cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Once the silo knows all others, and they know it.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await UntilAloneAsync(cancellationToken);
            room.Open();
        }
        finally
        {
            await LeaveAsync();
        }
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => LeaveAsync();

    private async Task UntilAloneAsync(CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        SiloAddress? told = null;
        while (true)
        {
            var other = directory.FindOther(options.Agent, self.SiloAddress);
            if (other is null && directory.IsComplete) return;
            if (other is not null && (await AnswersAsync(other) || clock.GetElapsedTime(start) > Patience))
            {
                throw new ShieldException(
                    Reason.Conflict,
                    $"another silo, {other.Endpoint}, is agent {options.Agent} already",
                    "stop it, or give this one a label of its own in SHIELD_AGENT");
            }

            if (other is not null && !other.Equals(told)) logger.LabelHeld(options.Agent, other.Endpoint);
            told = other;
            await Task.Delay(LookAgain, clock, cancellationToken);
        }
    }

    private async Task<bool> AnswersAsync(SiloAddress silo)
    {
        using var socket = new Socket(silo.Endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var timeout = new CancellationTokenSource(ConnectTimeout, clock);
        try
        {
            await socket.ConnectAsync(silo.Endpoint, timeout.Token);
            return true;
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task LeaveAsync()
    {
        if (Interlocked.Exchange(ref _turn, null) is { } turn) await turn.DisposeAsync();
    }
}

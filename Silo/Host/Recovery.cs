using Shield.Domain.Agents;
using Shield.Grains.Tasks;
using Shield.Grains.Workers;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Host;

/// <summary>At the start: what was under way when the last process ended goes on, before anything new comes.
/// </summary>
internal sealed class Recovery(
    IGrainFactory grains, IAgentDirectory agents, ShieldSettings settings, TimeProvider clock) : IStartupTask
{
    /// <summary>How long this silo may take to know its own label.</summary>
    private static readonly TimeSpan LabelTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long there may be no place for the first grain.</summary>
    private static readonly TimeSpan PlaceTimeout = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    public async Task Execute(CancellationToken cancellationToken)
    {
        if (settings.Agent is { } agent) await UntilLabelIsKnownAsync(agent, cancellationToken);
        await SweepAsync(cancellationToken);
    }

    /// <summary>On a busy machine a silo may not know for a while that it is active itself, and then finds no
    /// place for a grain.</summary>
    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            try
            {
                await grains.GetGrain<IJanitorGrain>(0).SweepAsync(cancellationToken);
                return;
            }
            catch (OrleansException) when (clock.GetElapsedTime(start) < PlaceTimeout)
            {
                await Task.Delay(LookAgain, clock, cancellationToken);
            }
        }
    }

    private async Task UntilLabelIsKnownAsync(AgentAddress agent, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        while (agents.Find(agent) is null && clock.GetElapsedTime(start) < LabelTimeout)
        {
            await Task.Delay(LookAgain, clock, cancellationToken);
        }
    }
}

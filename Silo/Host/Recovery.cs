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

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    public async Task Execute(CancellationToken cancellationToken)
    {
        if (settings.Agent is { } agent) await UntilLabelIsKnownAsync(agent, cancellationToken);
        await grains.GetGrain<IJanitorGrain>(0).SweepAsync(cancellationToken);
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

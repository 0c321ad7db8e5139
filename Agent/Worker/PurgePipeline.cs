using Shield.Domain.Tasks;
using Shield.Grains;
using Shield.Plugins.Sdk;

namespace Shield.Agent.Worker;

/// <summary>store purge.</summary>
internal sealed class PurgePipeline(KnownPlugins plugins, ISecretOpener secrets)
{
    public async Task<PipelineOutcome> RunAsync(PipelinePlan.Purge plan, Attempt attempt)
    {
        var endpoint = secrets.Open(plan.Store.Endpoint);
        attempt.Log.Hide(endpoint);
        var store = await plugins.FindAsync(plan.Store.Plugin, PluginMode.Store, attempt.Stop);
        if (plan.Key is null)
        {
            await BlobRemoval.RemoveRemainsAsync(store, endpoint, plan.Archive, attempt);
        }
        else
        {
            await BlobRemoval.RemoveAsync(store, endpoint, plan.Key, attempt, attempt.Stop);
            attempt.Log.Say($"the store has confirmed that {plan.Key} is gone");
        }

        return new PipelineOutcome.Purged();
    }
}

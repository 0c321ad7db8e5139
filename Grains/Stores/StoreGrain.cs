using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Plugins;
using Shield.Domain.Stores;
using Shield.Domain.Tasks;
using Shield.Grains.Workers;

namespace Shield.Grains.Stores;

internal sealed class StoreGrain(
    [PersistentState("store")] IPersistentState<StoreState> row, ISecretSeal seal, IWorkers workers)
    : StatefulGrain<StoreState>(row), IStoreGrain
{
    private const string Noun = "store";

    public Task CreateAsync(StoreDefinition definition, CancellationToken cancellationToken) =>
        CreateAsync(
            Noun,
            ToState(definition, seal.Seal(definition.Endpoint)),
            (a, b) => a with { Endpoint = b.Endpoint } == b);

    public Task EditAsync(
        StoreDefinition definition, EditCondition condition, CancellationToken cancellationToken)
    {
        MustAllow(Noun, condition, state => state.ToEdition());
        var movedBy = definition.Plugin == State.Plugin ? null : "the plugin";
        var endpoint = seal.Edit(State.Endpoint, definition.Endpoint, movedBy);
        return SaveAsync(ToState(definition, endpoint));
    }

    public Task DeleteAsync(EditCondition condition, CancellationToken cancellationToken)
    {
        MustAllow(Noun, condition, state => state.ToEdition());
        return RemoveAsync();
    }

    public Task<PluginCall> SnapshotAsync(CancellationToken cancellationToken)
    {
        MustExist(Noun);
        return Task.FromResult(new PluginCall(State.Plugin, State.Endpoint));
    }

    public Task<CheckReport> ValidateAsync(AgentAddress agent, CancellationToken cancellationToken)
    {
        MustExist(Noun);
        var call = new PluginCall(State.Plugin, State.Endpoint);
        return workers.Of(agent).ValidateAsync(call, PluginPart.Store, cancellationToken);
    }

    public Task<CheckReport> TestAsync(AgentAddress agent, CancellationToken cancellationToken)
    {
        MustExist(Noun);
        var call = new PluginCall(State.Plugin, State.Endpoint);
        return workers.Of(agent).TestStoreAsync(call, cancellationToken);
    }

    private StoreState ToState(StoreDefinition definition, SealedEndpoint endpoint) => new()
    {
        Uuid = new StoreId(Key),
        Name = definition.Name,
        Summary = definition.Summary,
        Plugin = definition.Plugin,
        Endpoint = endpoint,
    };
}

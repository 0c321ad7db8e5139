using Shield.Domain;
using Shield.Domain.Stores;
using Shield.Domain.Tasks;

namespace Shield.Grains.Stores;

internal sealed class StoreGrain(
    [PersistentState("store")] IPersistentState<StoreState> row, ISecretSeal seal)
    : StatefulGrain<StoreState>(row), IStoreGrain
{
    private const string Noun = "store";

    public Task CreateAsync(StoreDefinition definition, CancellationToken cancellationToken) =>
        CreateAsync(Noun, ToState(definition), (a, b) => a with { Endpoint = b.Endpoint } == b);

    public Task EditAsync(StoreDefinition definition, CancellationToken cancellationToken)
    {
        MustExist(Noun);
        return SaveAsync(ToState(definition));
    }

    public Task DeleteAsync(CancellationToken cancellationToken)
    {
        MustExist(Noun);
        return RemoveAsync();
    }

    public Task<PluginCall> SnapshotAsync(CancellationToken cancellationToken)
    {
        MustExist(Noun);
        return Task.FromResult(new PluginCall(State.Plugin, State.Endpoint));
    }

    private StoreState ToState(StoreDefinition definition) => new()
    {
        Uuid = new StoreId(Key),
        Name = definition.Name,
        Summary = definition.Summary,
        Plugin = definition.Plugin,
        Endpoint = seal.Seal(definition.Endpoint),
    };
}

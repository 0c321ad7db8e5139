using Shield.Domain;
using Shield.Domain.Targets;
using Shield.Domain.Tasks;

namespace Shield.Grains.Targets;

internal sealed class TargetGrain(
    [PersistentState("target")] IPersistentState<TargetState> row, ISecretSeal seal)
    : StatefulGrain<TargetState>(row), ITargetGrain
{
    private const string Noun = "target";

    public Task CreateAsync(TargetDefinition definition, CancellationToken cancellationToken) =>
        CreateAsync(Noun, ToState(definition), (a, b) => a with { Endpoint = b.Endpoint } == b);

    public Task EditAsync(TargetDefinition definition, CancellationToken cancellationToken)
    {
        MustExist(Noun);
        return SaveAsync(ToState(definition));
    }

    public Task DeleteAsync(CancellationToken cancellationToken)
    {
        MustExist(Noun);
        return RemoveAsync();
    }

    public Task<TargetSnapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        MustExist(Noun);
        return Task.FromResult(
            new TargetSnapshot(new PluginCall(State.Plugin, State.Endpoint), State.Agent));
    }

    private TargetState ToState(TargetDefinition definition) => new()
    {
        Uuid = new TargetId(Key),
        Name = definition.Name,
        Summary = definition.Summary,
        Plugin = definition.Plugin,
        Endpoint = seal.Seal(definition.Endpoint),
        Agent = definition.Agent,
    };
}

using Shield.Domain;
using Shield.Domain.Plugins;
using Shield.Domain.Targets;
using Shield.Domain.Tasks;
using Shield.Grains.Workers;

namespace Shield.Grains.Targets;

internal sealed class TargetGrain(
    [PersistentState("target")] IPersistentState<TargetState> row, ISecretSeal seal, IWorkers workers)
    : StatefulGrain<TargetState>(row), ITargetGrain
{
    private const string Noun = "target";

    public Task CreateAsync(TargetDefinition definition, CancellationToken cancellationToken) =>
        CreateAsync(
            Noun,
            ToState(definition, seal.Seal(definition.Endpoint)),
            (a, b) => a with { Endpoint = b.Endpoint } == b);

    public Task EditAsync(
        TargetDefinition definition, EditCondition condition, CancellationToken cancellationToken)
    {
        MustAllow(Noun, condition, state => state.ToEdition());
        var endpoint = seal.Edit(State.Endpoint, definition.Endpoint, WhatMoves(definition));
        return SaveAsync(ToState(definition, endpoint));
    }

    public Task DeleteAsync(EditCondition condition, CancellationToken cancellationToken)
    {
        MustAllow(Noun, condition, state => state.ToEdition());
        return RemoveAsync();
    }

    public Task<TargetSnapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        MustExist(Noun);
        return Task.FromResult(
            new TargetSnapshot(new PluginCall(State.Plugin, State.Endpoint), State.Agent));
    }

    public Task<CheckReport> ValidateAsync(CancellationToken cancellationToken)
    {
        MustExist(Noun);
        var call = new PluginCall(State.Plugin, State.Endpoint);
        return workers.Of(State.Agent).ValidateAsync(call, PluginPart.Target, cancellationToken);
    }

    /// <summary>Another plugin, or another machine, would learn its secrets.</summary>
    private string? WhatMoves(TargetDefinition definition) => definition switch
    {
        _ when definition.Plugin != State.Plugin => "the plugin",
        _ when definition.Agent != State.Agent => "the agent",
        _ => null,
    };

    private TargetState ToState(TargetDefinition definition, SealedEndpoint endpoint) => new()
    {
        Uuid = new TargetId(Key),
        Name = definition.Name,
        Summary = definition.Summary,
        Plugin = definition.Plugin,
        Endpoint = endpoint,
        Agent = definition.Agent,
    };
}

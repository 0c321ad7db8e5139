using Shield.Domain;
using Shield.Domain.Retention;

namespace Shield.Grains.Retention;

internal sealed class RetentionGrain([PersistentState("retention")] IPersistentState<RetentionState> row)
    : StatefulGrain<RetentionState>(row), IRetentionGrain
{
    private const string Noun = "retention policy";

    public Task CreateAsync(RetentionDefinition definition, CancellationToken cancellationToken) =>
        CreateAsync(Noun, ToState(definition), (a, b) => a == b);

    public Task EditAsync(
        RetentionDefinition definition, EditCondition condition, CancellationToken cancellationToken)
    {
        MustAllow(Noun, condition, state => state.ToEdition());
        return SaveAsync(ToState(definition));
    }

    public Task DeleteAsync(EditCondition condition, CancellationToken cancellationToken)
    {
        MustAllow(Noun, condition, state => state.ToEdition());
        return RemoveAsync();
    }

    public Task<long> ExpirySecondsAsync(CancellationToken cancellationToken)
    {
        MustExist(Noun);
        return Task.FromResult(State.Expiry);
    }

    private RetentionState ToState(RetentionDefinition definition) => new()
    {
        Uuid = new RetentionId(Key),
        Name = definition.Name,
        Summary = definition.Summary,
        Expiry = definition.ExpirySeconds,
    };
}

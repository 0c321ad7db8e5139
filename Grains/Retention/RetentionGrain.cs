using Shield.Domain;
using Shield.Domain.Retention;

namespace Shield.Grains.Retention;

internal sealed class RetentionGrain([PersistentState("retention")] IPersistentState<RetentionState> row)
    : StatefulGrain<RetentionState>(row), IRetentionGrain
{
    private const string Noun = "retention policy";

    public Task CreateAsync(RetentionDefinition definition, CancellationToken cancellationToken) =>
        CreateAsync(Noun, ToState(definition), (a, b) => a == b);

    public Task EditAsync(RetentionDefinition definition, CancellationToken cancellationToken)
    {
        MustExist(Noun);
        return SaveAsync(ToState(definition));
    }

    public Task DeleteAsync(CancellationToken cancellationToken)
    {
        MustExist(Noun);
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

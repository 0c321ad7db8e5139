using Shield.Domain;

namespace Shield.Grains;

/// <summary>What every grain with a row does alike: load, and save so that memory never runs ahead.</summary>
/// <typeparam name="TState">Its state; immutable.</typeparam>
internal abstract class StatefulGrain<TState>(IPersistentState<TState> row) : Grain
    where TState : class, new()
{
    /// <summary>What is saved.</summary>
    protected TState State => row.State;

    /// <summary>Whether it has been created and not been deleted.</summary>
    protected bool Exists => row.RecordExists;

    /// <summary>The UUID it is keyed by.</summary>
    protected Guid Key => this.GetPrimaryKey();

    /// <summary>Refuses unless it exists.</summary>
    protected void MustExist(string noun)
    {
        if (Exists) return;
        // An activation for something that is not there need not stay.
        DeactivateOnIdle();
        throw ShieldException.NotFound(noun, Key);
    }

    /// <summary>Refuses unless it exists, in an edition that the condition allows.</summary>
    protected void MustAllow(string noun, EditCondition condition, Func<TState, Edition> toEdition)
    {
        MustExist(noun);
        if (condition.Allows(toEdition(State))) return;
        throw new ShieldException(
            Reason.Stale,
            $"{noun} {Key:d} has been changed since you looked",
            "look again, and repeat the change with the new ETag if it still makes sense");
    }

    /// <summary>Saves; when the write throws, reads back what is really there.</summary>
    protected async Task SaveAsync(TState next)
    {
        row.State = next;
        await WriteAsync(row.WriteStateAsync);
    }

    /// <summary>Creates it, once: the same again is fine, something else under the same id is not.</summary>
    protected async Task CreateAsync(string noun, TState state, Func<TState, TState, bool> isSame)
    {
        if (!Exists)
        {
            await SaveAsync(state);
            return;
        }

        if (isSame(State, state)) return;
        throw new ShieldException(
            Reason.Conflict, $"{noun} {Key:d} is there already, and different", "choose another uuid");
    }

    /// <summary>Removes the row, or leaves all as it is when the catalog refuses.</summary>
    protected async Task RemoveAsync()
    {
        await WriteAsync(row.ClearStateAsync);
        DeactivateOnIdle();
    }

    private async Task WriteAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception fault)
        {
            await ReadBackAsync();
            // Orleans wraps what a storage provider throws, refusals too.
            if (fault.InnerException is ShieldException refusal) throw refusal;
            throw;
        }
    }

    private async Task ReadBackAsync()
    {
        try
        {
            await row.ReadStateAsync();
        }
        catch (Exception)
        {
            // The catalog is away: whoever comes next gets a fresh activation, which reads before it speaks.
            DeactivateOnIdle();
        }
    }
}

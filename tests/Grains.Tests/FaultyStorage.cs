using Orleans.Storage;

namespace Shield.Grains.Tests;

/// <summary>What becomes of a write.</summary>
public enum FaultKind
{
    /// <summary>It is not done, and reported so.</summary>
    Refused,

    /// <summary>It is done, and reported as failed.</summary>
    DoneButFailed,
}

/// <summary>The fault that the next write of a state will meet.</summary>
internal sealed class Fault
{
    private readonly Lock _gate = new();
    private (string State, FaultKind Kind)? _next;

    public void Next(string state, FaultKind kind)
    {
        lock (_gate) _next = (state, kind);
    }

    public FaultKind? Take(string state)
    {
        lock (_gate)
        {
            if (_next is not { } next || next.State != state) return null;
            _next = null;
            return next.Kind;
        }
    }
}

/// <summary>The service's storage, with faults.</summary>
internal sealed class FaultyStorage(IGrainStorage storage, Fault fault) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        storage.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WithFaultAsync(stateName, () => storage.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WithFaultAsync(stateName, () => storage.ClearStateAsync(stateName, grainId, grainState));

    private async Task WithFaultAsync(string stateName, Func<Task> write)
    {
        var kind = fault.Take(stateName);
        if (kind is not FaultKind.Refused) await write();
        if (kind is not null) throw new IOException("the disk has gone");
    }
}

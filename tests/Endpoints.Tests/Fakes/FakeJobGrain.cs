using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Domain.Jobs;
using Shield.Grains.Jobs;

namespace Shield.Api.Endpoints.Tests.Fakes;

/// <summary>A job that is there if the catalog has it.</summary>
internal sealed class FakeJobGrain(FakeShield shield, Guid uuid)
    : FakeNoun<JobDefinition>(shield, uuid), IJobGrain
{
    private readonly FakeShield _shield = shield;

    public Task CreateAsync(JobDefinition definition, bool paused, CancellationToken cancellationToken)
    {
        _shield.Asked.Add(paused ? "create paused" : "create");
        return CreateAsync(definition, cancellationToken);
    }

    public Task PauseAsync(CancellationToken cancellationToken) => Ask("pause");

    public Task UnpauseAsync(CancellationToken cancellationToken) => Ask("unpause");

    public async Task<AgentAddress> RunAsync(
        TaskId task, string owner, CancellationToken cancellationToken)
    {
        _shield.Made.Add(task.Value);
        await Ask($"run for {owner}");
        return _shield.Planned;
    }

    public Task WakeAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException("the API wakes no jobs");

    private Task Ask(string what)
    {
        Find();
        _shield.Asked.Add(what);
        return Task.CompletedTask;
    }
}

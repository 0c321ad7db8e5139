using Shield.Domain;
using Shield.Domain.Tasks;
using Shield.Grains.Tasks;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Tests.Fakes;

/// <summary>A task that is there if the catalog has it, and stands as the catalog says.</summary>
internal sealed class FakeTaskGrain(FakeShield shield, Guid uuid) : ITaskGrain
{
    public Task CancelAsync(CancellationToken cancellationToken)
    {
        shield.Check();
        var row = shield.Tasks.Find(task => task.Uuid.Value == uuid)
            ?? throw ShieldException.NotFound("task", uuid);
        if (row.Status is not (TaskPhase.Pending or TaskPhase.Running))
            throw new ShieldException(Reason.Conflict, "the task is over", "there is nothing to cancel");
        shield.Asked.Add("cancel");
        return Task.CompletedTask;
    }

    public Task RequestAsync(TaskDefinition definition, CancellationToken cancellationToken) =>
        throw NotOfTheApi();

    public Task TakeTurnAsync(CancellationToken cancellationToken) => throw NotOfTheApi();

    public Task NoteWaitingAsync(string reason, CancellationToken cancellationToken) => throw NotOfTheApi();

    public Task<ReportAnswer> ReportAsync(WorkerReport report, CancellationToken cancellationToken) =>
        throw NotOfTheApi();

    public Task ForgetAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken) =>
        throw NotOfTheApi();

    public Task CheckAsync(CancellationToken cancellationToken) => throw NotOfTheApi();

    private static NotSupportedException NotOfTheApi() => new("the API does not ask for this");
}

using Shield.Api.Endpoints.Tests.Fakes;
using Shield.Domain;
using Shield.Domain.Tasks;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tests.Tasks;

internal static class TaskRows
{
    public static TaskRow Add(this FakeShield shield, TaskPhase phase)
    {
        var row = new TaskRow
        {
            Uuid = Ids.New<TaskId>(),
            Owner = "system",
            Op = TaskKind.Backup,
            Status = phase,
            Job = Ids.New<JobId>(),
            Archive = Ids.New<ArchiveId>(),
            Target = Ids.New<TargetId>(),
            Store = Ids.New<StoreId>(),
            Agent = "10.17.66.54:5544",
            Priority = 50,
            Attempt = 1,
            BytesDone = 77,
            RequestedAt = new DateTimeOffset(2015, 11, 25, 11, 29, 59, 999, TimeSpan.Zero),
            StartedAt = new DateTimeOffset(2015, 11, 25, 11, 30, 0, TimeSpan.Zero),
            StoppedAt = new DateTimeOffset(2015, 11, 25, 13, 32, 0, TimeSpan.FromHours(2)),
            Log = "this is the log of the job",
        };
        shield.Tasks.Add(row);
        return row;
    }
}

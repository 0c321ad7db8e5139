using Shield.Api.Endpoints.Tests.Fakes;
using Shield.Domain;
using Shield.Domain.Archives;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tests.Archives;

internal static class ArchiveRows
{
    public static readonly string Sha256 = new('a', 64);

    public static ArchiveRow Add(this FakeShield shield, ArchiveStatus status, DateTimeOffset takenAt)
    {
        var row = new ArchiveRow
        {
            Uuid = Ids.New<ArchiveId>(),
            Status = status,
            StoreKey = "BKP-1234-56789",
            TakenAt = takenAt,
            ExpiresAt = takenAt.AddDays(61),
            Notes = "a few notes about this archive",
            PurgeReason = "",
            Agent = "10.17.66.54:5544",
            Target = new TargetRow(
                Ids.New<TargetId>(), "a target", "", "target-plugin", """{"encoded":"json"}""", "h:1"),
            Store = new StoreRow(Ids.New<StoreId>(), "a store", "", "store-plugin", """{"encoded":"json"}"""),
            Job = Ids.New<JobId>(),
            JobName = "a job",
            Task = Ids.New<TaskId>(),
            SizeBytes = 1234,
            Sha256 = Sha256,
        };
        shield.Archives.Add(row);
        return row;
    }
}

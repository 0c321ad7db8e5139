using Shield.Domain.Archives;

namespace Shield.Domain.Tests.Archives;

public sealed class ArchiveRulesTests
{
    private static readonly TaskId Purge = new(Guid.NewGuid());

    [Theory]
    [InlineData(ArchiveStatus.Valid, ArchiveStatus.Expired)]
    [InlineData(ArchiveStatus.Invalid, ArchiveStatus.Expired)]
    [InlineData(ArchiveStatus.Expired, ArchiveStatus.Expired)]
    [InlineData(ArchiveStatus.Purged, ArchiveStatus.Purged)]
    public void What_is_deleted_expires_and_what_is_gone_stays_gone(ArchiveStatus from, ArchiveStatus to) =>
        Assert.Equal(to, ArchiveRules.Expire(Archive(from), "deleted by alice", Purge).Status);

    [Fact]
    public void The_first_reason_to_remove_an_archive_is_kept()
    {
        var once = ArchiveRules.Expire(Archive(ArchiveStatus.Valid), "deleted by alice", Purge);
        var twice = ArchiveRules.Expire(once, "deleted by bob", new TaskId(Guid.NewGuid()));

        Assert.Equal(("deleted by alice", Purge), (twice.PurgeReason, twice.PurgeTask!.Value));
    }

    [Theory]
    [InlineData(ArchiveStatus.Valid, ArchiveStatus.Valid)]
    [InlineData(ArchiveStatus.Expired, ArchiveStatus.Purged)]
    [InlineData(ArchiveStatus.Invalid, ArchiveStatus.Invalid)]
    public void Only_what_is_to_go_can_be_purged(ArchiveStatus from, ArchiveStatus to) =>
        Assert.Equal(to, ArchiveRules.Purged(Archive(from)).Status);

    [Fact]
    public void Only_a_valid_archive_restores()
    {
        Assert.Null(ArchiveRules.WhyNotRestorable(Archive(ArchiveStatus.Valid)));
        ArchiveStatus[] others = [ArchiveStatus.Expired, ArchiveStatus.Purged, ArchiveStatus.Invalid];
        Assert.All(others, status => Assert.Equal(
            Reason.Conflict, ArchiveRules.WhyNotRestorable(Archive(status))?.Reason));
    }

    private static ArchiveState Archive(ArchiveStatus status) => new() { Status = status };
}

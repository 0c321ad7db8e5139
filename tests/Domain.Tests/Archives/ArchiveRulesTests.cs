using Shield.Domain.Archives;

namespace Shield.Domain.Tests.Archives;

public sealed class ArchiveRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(ArchiveStatus.Valid, ArchiveStatus.Expired)]
    [InlineData(ArchiveStatus.Invalid, ArchiveStatus.Invalid)]
    [InlineData(ArchiveStatus.Expired, ArchiveStatus.Expired)]
    [InlineData(ArchiveStatus.Purged, ArchiveStatus.Purged)]
    public void What_is_deleted_expires_and_what_is_invalid_or_gone_stays_so(
        ArchiveStatus from, ArchiveStatus to) =>
        Assert.Equal(to, ArchiveRules.Expire(Archive(from), "deleted by alice", Noon).Status);

    [Fact]
    public void The_first_reason_to_remove_an_archive_is_kept()
    {
        var once = ArchiveRules.Expire(Archive(ArchiveStatus.Valid), "deleted by alice", Noon);
        var twice = ArchiveRules.Expire(once, "deleted by bob", Noon.AddHours(1));

        Assert.Equal(("deleted by alice", Noon), (twice.PurgeReason, twice.NextPurgeAt!.Value));
    }

    [Fact]
    public void An_invalid_archive_that_is_deleted_tells_both_reasons_and_waits_for_its_purge()
    {
        var invalid = ArchiveRules.Invalidate(Archive(ArchiveStatus.Valid), "it is damaged");

        var deleted = ArchiveRules.Expire(invalid, "deleted by alice", Noon);

        Assert.Equal("it is damaged; deleted by alice", deleted.PurgeReason);
        Assert.Equal(Noon, deleted.NextPurgeAt);
        Assert.Equal(deleted, ArchiveRules.Expire(deleted, "deleted by bob", Noon.AddHours(1)));
    }

    [Theory]
    [InlineData(ArchiveStatus.Valid, ArchiveStatus.Valid)]
    [InlineData(ArchiveStatus.Expired, ArchiveStatus.Purged)]
    [InlineData(ArchiveStatus.Invalid, ArchiveStatus.Invalid)]
    public void Only_what_is_to_go_can_be_purged(ArchiveStatus from, ArchiveStatus to) =>
        Assert.Equal(to, ArchiveRules.Purged(Archive(from), Noon).Status);

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

using Shield.Domain.Archives;

namespace Shield.Domain.Tests.Archives;

public sealed class PurgeRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(9, 256)]
    [InlineData(10, 360)]
    [InlineData(int.MaxValue, 360)]
    public void Pauses_double_from_a_minute_to_six_hours(int tries, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), PurgeRules.PauseAfter(tries));

    [Fact]
    public void A_try_is_counted_and_the_next_one_waits_for_its_pause()
    {
        var (first, second) = (new TaskId(Guid.NewGuid()), new TaskId(Guid.NewGuid()));
        var archive = PurgeRules.Try(Expired, first, Noon);
        Assert.Equal((first, 1, Noon.AddMinutes(1)), Facts(archive));
        Assert.False(PurgeRules.IsDue(archive, Noon.AddSeconds(59)));
        Assert.True(PurgeRules.IsDue(archive, Noon.AddMinutes(1)));

        var again = PurgeRules.Try(archive, second, Noon.AddMinutes(1));
        Assert.Equal((second, 2, Noon.AddMinutes(3)), Facts(again));

        static (TaskId, int, DateTimeOffset) Facts(ArchiveState archive) =>
            (archive.PurgeTask!.Value, archive.PurgeTries, archive.NextPurgeAt!.Value);
    }

    [Fact]
    public void A_moment_that_a_wrong_clock_set_far_ahead_does_not_hold_a_purge_up() =>
        Assert.True(PurgeRules.IsDue(Expired with { NextPurgeAt = Noon.AddYears(1) }, Noon));

    [Fact]
    public void What_nobody_wants_gone_is_never_due()
    {
        ArchiveState[] kept =
        [
            Expired with { Status = ArchiveStatus.Valid },
            Expired with { Status = ArchiveStatus.Purged },
            Expired with { Status = ArchiveStatus.Invalid, NextPurgeAt = null },
        ];

        Assert.All(kept, archive => Assert.False(PurgeRules.IsDue(archive, Noon)));
    }

    private static ArchiveState Expired { get; } = new()
    {
        Uuid = new ArchiveId(Guid.NewGuid()), Status = ArchiveStatus.Expired, NextPurgeAt = Noon,
    };
}

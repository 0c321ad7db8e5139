using Shield.Domain.Archives;

namespace Shield.Domain.Tests.Archives;

public sealed class ExpiryRulesTests
{
    private static readonly DateTimeOffset Taken = new(2026, 1, 1, 4, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Taken.AddDays(30);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public void An_archive_is_due_from_its_last_moment_on_and_never_sooner()
    {
        Assert.False(ExpiryRules.IsDue(Valid, End.AddTicks(-1)));
        Assert.True(ExpiryRules.IsDue(Valid, End));
        Assert.True(ExpiryRules.IsDue(Valid, End.AddYears(9)));
    }

    [Theory]
    [InlineData(ArchiveStatus.Expired)]
    [InlineData(ArchiveStatus.Purged)]
    public void What_is_over_already_is_not_due(ArchiveStatus status)
    {
        var archive = Valid with { Status = status };

        Assert.False(ExpiryRules.IsDue(archive, End));
        Assert.Equal(archive, ExpiryRules.Apply(archive, isLast: false, End));
    }

    [Fact]
    public void Before_its_time_nothing_becomes_of_an_archive() =>
        Assert.Equal(Valid, ExpiryRules.Apply(Valid, isLast: false, End.AddTicks(-1)));

    [Fact]
    public void At_its_time_an_archive_expires_says_why_and_waits_for_its_purge()
    {
        var expired = ExpiryRules.Apply(Valid, isLast: false, End);

        Assert.Equal(ArchiveStatus.Expired, expired.Status);
        Assert.Equal("expired: its retention of 30 days ended", expired.PurgeReason);
        Assert.Equal(End, expired.NextPurgeAt);
    }

    [Fact]
    public void An_invalid_archive_goes_at_its_time_and_stays_invalid_until_it_is_gone()
    {
        var damaged = ArchiveRules.Invalidate(Valid, "it is damaged");

        var due = ExpiryRules.Apply(damaged, isLast: false, End);

        Assert.Equal(ArchiveStatus.Invalid, due.Status);
        Assert.Equal("it is damaged; expired: its retention of 30 days ended", due.PurgeReason);
        Assert.Equal(due, ExpiryRules.Apply(due, isLast: false, End + Day));
        Assert.Equal(ArchiveStatus.Purged, ArchiveRules.Purged(due, End).Status);
    }

    [Fact]
    public void The_last_valid_archive_is_warned_of_and_goes_a_day_later()
    {
        var warned = ExpiryRules.Apply(Valid, isLast: true, End);
        Assert.Equal((ArchiveStatus.Valid, End), (warned.Status, warned.WarnedAt));
        Assert.Equal(warned, ExpiryRules.Apply(warned, isLast: true, End + Day - TimeSpan.FromTicks(1)));

        var gone = ExpiryRules.Apply(warned, isLast: true, End + Day);

        Assert.Equal(ArchiveStatus.Expired, gone.Status);
        Assert.Equal(
            "expired: its retention of 30 days ended; it was the last valid one of its target, of which was "
            + "warned since 2026-01-31 04:00:00 UTC",
            gone.PurgeReason);
    }

    [Fact]
    public void However_late_somebody_looks_the_last_valid_archive_is_warned_of_for_a_whole_day()
    {
        var late = End.AddYears(3);

        var warned = ExpiryRules.Apply(Valid, isLast: true, late);

        Assert.Equal(late, warned.WarnedAt);
        Assert.Equal(warned, ExpiryRules.Apply(warned, isLast: true, late + Day / 2));
    }

    [Fact]
    public void A_newer_valid_archive_ends_the_warning_and_the_older_one_goes_as_any_other()
    {
        var warned = ExpiryRules.Apply(Valid, isLast: true, End);

        var gone = ExpiryRules.Apply(warned, isLast: false, End + Day / 2);

        Assert.Equal((ArchiveStatus.Expired, null), (gone.Status, gone.WarnedAt));
        Assert.Equal("expired: its retention of 30 days ended", gone.PurgeReason);
    }

    [Fact]
    public void A_warning_that_a_wrong_clock_set_ahead_begins_anew()
    {
        var wrong = Valid with { WarnedAt = End.AddYears(5) };

        var warned = ExpiryRules.Apply(wrong, isLast: true, End);

        Assert.False(ExpiryRules.MustWait(isLast: true, wrong.WarnedAt, End));
        Assert.Equal((ArchiveStatus.Valid, End), (warned.Status, warned.WarnedAt));
    }

    [Fact]
    public void A_warning_is_taken_back_when_the_clock_is_set_back_before_the_end() =>
        Assert.Null(ExpiryRules.Apply(Valid with { WarnedAt = End }, isLast: true, End - Day).WarnedAt);

    [Fact]
    public void The_warning_names_the_archive_and_the_moment_from_which_on_it_may_go() =>
        Assert.Equal(
            $"archive {Valid.Uuid} is the last valid one of this target, and its time is over: it is purged "
            + "after 2026-02-01 04:00:00 UTC unless a newer backup succeeds before",
            ExpiryRules.Warning(Valid.Uuid, End));

    private static ArchiveState Valid { get; } = new()
    {
        Uuid = new ArchiveId(Guid.NewGuid()), Status = ArchiveStatus.Valid, TakenAt = Taken, ExpiresAt = End,
    };
}

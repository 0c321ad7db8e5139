using Shield.Domain.Archives;

namespace Shield.Domain.Tests.Archives;

public sealed class BlobRulesTests
{
    private const string One = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
    private const string Other = "11111111-2222-4333-8444-555555555555";
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData($"2026/03/01/2026-03-01-120000-{One}", One)]
    [InlineData($"shield/{Other}/2026-03-01-120000-{One}.zst", One)]
    [InlineData("2026-03-01-120000-6F9619FF-8B86-4D01-B42D-00CF4FC964FF", One)]
    [InlineData("holiday.jpg", null)]
    [InlineData("2026/03/01/2026-03-01-120000", null)]
    [InlineData($"{One}0", null)]
    public void A_key_tells_whose_it_is_by_the_last_uuid_in_it(string key, string? uuid) =>
        Assert.Equal(uuid, BlobRules.FindArchive(key)?.ToString());

    [Fact]
    public void A_blob_is_left_alone_for_as_long_as_a_task_can_take()
    {
        var deadline = TimeSpan.FromHours(12);

        Assert.False(BlobRules.IsOld(Noon, Noon.AddHours(49), deadline));
        Assert.True(BlobRules.IsOld(Noon, Noon.AddHours(49).AddTicks(1), deadline));
        Assert.False(BlobRules.IsOld(Noon, Noon.AddYears(-1), deadline));
    }

    [Theory]
    [InlineData(0, 0, 0, ListVerdict.AllThere)]
    [InlineData(1000, 0, 1000, ListVerdict.AllThere)]
    [InlineData(1, 1, 0, ListVerdict.Incredible)]
    [InlineData(1, 1, 1, ListVerdict.SomeGone)]
    [InlineData(3, 3, 1, ListVerdict.SomeGone)]
    [InlineData(4, 2, 2, ListVerdict.SomeGone)]
    [InlineData(4, 3, 1, ListVerdict.Incredible)]
    [InlineData(1000, 500, 500, ListVerdict.SomeGone)]
    [InlineData(1000, 501, 499, ListVerdict.Incredible)]
    public void So_many_gone_at_once_are_not_believed(
        int expected, int missing, long listed, ListVerdict verdict) =>
        Assert.Equal(verdict, BlobRules.Judge(expected, missing, listed));

    [Fact]
    public void A_check_confirms_only_what_a_whole_one_some_time_before_has_missed()
    {
        Assert.False(BlobRules.Confirms(null, Noon));
        Assert.False(BlobRules.Confirms(Noon, Noon.AddMinutes(29)));
        Assert.True(BlobRules.Confirms(Noon, Noon.AddMinutes(30)));
        Assert.False(BlobRules.Confirms(Noon, Noon.AddDays(-1)));
    }
}

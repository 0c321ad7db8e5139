using Shield.Domain.Schedules;

namespace Shield.Domain.Tests.Schedules;

public sealed class TimeZonesTests
{
    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData("europe/berlin", "Europe/Berlin")]
    [InlineData("EUROPE/BERLIN", "Europe/Berlin")]
    [InlineData("america/port-au-prince", "America/Port-au-Prince")]
    [InlineData("etc/utc", "Etc/UTC")]
    [InlineData("est5edt", "EST5EDT")]
    public void A_zone_is_found_in_any_case_and_named_in_its_own(string written, string id) =>
        Assert.Equal(id, TimeZones.Find(written)?.Id);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("../../../etc/localtime")]
    [InlineData("Europe/../Europe/Berlin")]
    [InlineData("/usr/share/zoneinfo/Europe/Berlin")]
    [InlineData("/Europe/Berlin")]
    [InlineData("./Europe/Berlin")]
    [InlineData("Europe//Berlin")]
    [InlineData("Europe/Berlin/")]
    [InlineData("Europe")]
    [InlineData("Europe/Berlin\0")]
    [InlineData("posix/Europe/Berlin")]
    [InlineData("right/Europe/Berlin")]
    [InlineData("localtime")]
    [InlineData("posixrules")]
    [InlineData("Factory")]
    [InlineData("zone.tab")]
    [InlineData("tzdata.zi")]
    [InlineData("leapseconds")]
    [InlineData("W. Europe Standard Time")]
    [InlineData("CEST")]
    [InlineData("+02:00")]
    public void What_is_no_zone_id_is_not_found(string? written) => Assert.Null(TimeZones.Find(written));

    [Fact]
    public void A_zone_that_has_gone_is_named_in_the_error()
    {
        var when = Reading.Accepted("daily at 4am") with { Zone = "Nowhere/City" };

        var error = Assert.Throws<TimeZoneNotFoundException>(
            () => when.After(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc));

        Assert.Contains("Nowhere/City", error.Message);
    }
}

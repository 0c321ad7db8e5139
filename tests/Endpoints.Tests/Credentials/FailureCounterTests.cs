using System.Net;
using Shield.Api.Endpoints.Credentials;

namespace Shield.Api.Endpoints.Tests.Credentials;

public sealed class FailureCounterTests
{
    private readonly ApiServer.StoppedClock _clock = new(ApiServer.Now);
    private readonly FailureCounter _failures;

    public FailureCounterTests() => _failures = new FailureCounter(_clock, 10);

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1", true)]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    [InlineData("10.0.0.1", "::ffff:10.0.0.1", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1::2", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", false)]
    public void Each_address_has_ten_and_neighbours_in_ipv6_share_them(string one, string other, bool isSame)
    {
        Assert.All(Enumerable.Range(0, 10), _ => Assert.False(Fail(one)));

        Assert.Equal(isSame, Fail(other));
    }

    [Fact]
    public void Of_too_many_addresses_the_oldest_is_forgotten()
    {
        for (var i = 0; i < 10; i++) Fail("10.0.0.1");
        _clock.Moment = _clock.Moment.AddSeconds(1);
        for (var i = 0; i < 10; i++) Fail("10.0.0.2");
        for (var i = 0; i < FailureCounter.AddressesMax - 1; i++) Fail($"11.0.{i / 256}.{i % 256}");

        Assert.True(Fail("10.0.0.2"));
        Assert.False(Fail("10.0.0.1"));
    }

    private bool Fail(string address) => _failures.IsTooMany(IPAddress.Parse(address));
}

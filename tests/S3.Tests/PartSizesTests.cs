using Shield.Plugins.S3.Uploads;

namespace Shield.Plugins.S3.Tests;

public sealed class PartSizesTests
{
    private const long LargestMiB = 5L << 20;

    [Fact]
    public void Ten_thousand_growing_parts_hold_the_largest_object() =>
        Assert.InRange(
            Enumerable.Range(1, 10_000).Sum(number => (long)PartSizes.MiBOf(number, null)),
            LargestMiB, LargestMiB * 2);

    [Fact]
    public void Every_part_is_as_large_as_the_protocol_allows_and_no_array_is_too_long() =>
        Assert.All(
            Enumerable.Range(1, 10_000), number => Assert.InRange(PartSizes.MiBOf(number, null), 5, 1024));

    [Fact]
    public void Up_to_156_GiB_less_than_150_MiB_are_held()
    {
        var sent = 0L;
        for (var number = 1; sent < 156 << 10; number++)
        {
            var size = PartSizes.MiBOf(number, null);
            Assert.InRange(size * PartSizes.HeldAtOnce(size), 1, 150);
            sent += size;
        }
    }

    [Fact]
    public void A_size_of_ones_own_stays() =>
        Assert.All([1, 5000, 10_000], number => Assert.Equal(64, PartSizes.MiBOf(number, 64)));
}

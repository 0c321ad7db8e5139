using Shield.Plugins.S3.Server;
using Shield.Plugins.S3.Uploads;

namespace Shield.Plugins.S3.Tests;

public sealed class EtagRuleTests
{
    private static readonly byte[] A = Md5.Of("a"u8);
    private static readonly byte[] B = Md5.Of("b"u8);

    // printf a | md5sum
    private const string EtagOfA = "0cc175b9c0f1b6a831c399e269772661";

    [Theory]
    [InlineData(EtagOfA, false)]
    [InlineData("92eb5ffee6ae2fec3ad71c777531578f", true)]
    [InlineData("", false)]
    [InlineData("some-other-form", false)]
    public void An_etag_of_the_form_of_an_md5_must_be_the_right_one(string etag, bool contradicts) =>
        Assert.Equal(contradicts, EtagRule.ContradictsWhole(etag, A));

    [Fact]
    public void An_etag_of_parts_must_be_the_digest_of_their_digests()
    {
        string[] parts = [Convert.ToHexStringLower(A), Convert.ToHexStringLower(B)];
        var right = Convert.ToHexStringLower(Md5.Of([.. A, .. B])) + "-2";

        Assert.False(EtagRule.ContradictsParts(right, parts));
        Assert.True(EtagRule.ContradictsParts(right, [parts[1], parts[0]]));
        Assert.True(EtagRule.ContradictsParts(right, [parts[0]]));
        Assert.True(EtagRule.ContradictsParts(right[..^1] + "3", parts));
        Assert.True(EtagRule.ContradictsParts(EtagOfA + "-2", parts));
    }

    [Fact]
    public void Etags_that_are_made_in_another_way_say_nothing()
    {
        Assert.False(EtagRule.ContradictsParts(EtagOfA + "-2", ["x", "y"]));
        Assert.False(EtagRule.ContradictsParts("", [EtagOfA]));
        Assert.False(EtagRule.ContradictsParts("opaque", [EtagOfA]));
    }
}

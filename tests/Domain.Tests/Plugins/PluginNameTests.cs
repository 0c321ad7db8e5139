using Shield.Domain.Plugins;

namespace Shield.Domain.Tests.Plugins;

public sealed class PluginNameTests
{
    [Theory]
    [InlineData("fs")]
    [InlineData("s3")]
    [InlineData("pg-dump_all.v2")]
    public void A_file_name_can_name_a_plugin(string text) =>
        Assert.Equal(text, PluginName.Parse(text)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("-e")]
    [InlineData("FS")]
    [InlineData("fs\n")]
    [InlineData("f s")]
    [InlineData("fs\0")]
    public void A_path_an_option_or_anything_odd_cannot(string? text) => Assert.Null(PluginName.Parse(text));

    [Fact]
    public void A_name_has_at_most_64_characters()
    {
        Assert.NotNull(PluginName.Parse(new string('a', 64)));
        Assert.Null(PluginName.Parse(new string('a', 65)));
    }
}

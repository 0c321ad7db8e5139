using System.Text.RegularExpressions;

namespace Shield.Plugins.S3.Tests;

public sealed partial class PageTests : ServerTests
{
    [Fact]
    public void An_archive_is_restored_with_the_command_of_the_page()
    {
        var page = Box.Good("cat \"$root/docs/plugins/s3.md\"");
        var command = Restoring().Match(page).Groups["command"].Value;
        Assert.StartsWith("s3cmd get ", command, StringComparison.Ordinal);

        var key = Box.Good("noise 20000000 >data; store <data");

        Box.Good($$"""
            s3cmd() { command s3cmd --config="$PWD/s3cfg" --quiet "$@"; }
            {{command.Replace("BUCKET/PREFIX/KEY", $"$bucket/some/where/{key}", StringComparison.Ordinal)}}
            cmp archive data
            """);
    }

    [Fact]
    public void Every_field_is_on_the_page()
    {
        var page = Box.Good("cat \"$root/docs/plugins/s3.md\"");
        var table = page[..page.IndexOf("```", StringComparison.Ordinal)];

        Assert.All(S3Fields.All, field => Assert.Matches($@"\| ([a-z_]+, )*{field.Name}\b", table));
    }

    [GeneratedRegex("## Restore without Shield.*?```sh\n(?<command>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Restoring();
}

namespace Shield.Cli.Tests.Grammar;

public sealed class HelpTests
{
    [Fact]
    public async Task A_newcomer_who_types_shield_alone_is_told_the_first_steps_in_order()
    {
        var ran = await new Shell().RunAsync("");

        Assert.Equal(0, ran.Exit);
        string[] steps =
        [
            "shield status", "shield create target", "shield create store", "shield create schedule",
            "shield create retention policy", "shield create job", "shield run job", "shield list archives",
        ];
        var places = steps.Select(s => ran.Out.IndexOf(s, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("help")]
    public async Task Help_names_every_command(string line)
    {
        var ran = await new Shell().RunAsync(line);

        Assert.Equal(0, ran.Exit);
        Assert.All(Commands.All, c => Assert.Contains(c.Words, ran.Out, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("create target --help")]
    [InlineData("--help create target")]
    [InlineData("help create target")]
    public async Task Help_about_one_command_shows_its_options_and_an_example(string line)
    {
        var ran = await new Shell().RunAsync(line);

        Assert.Equal(0, ran.Exit);
        Assert.Contains("Usage: shield create target [options]", ran.Out, StringComparison.Ordinal);
        Assert.Contains("--endpoint JSON", ran.Out, StringComparison.Ordinal);
        Assert.Contains("  shield create target --name", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_about_a_noun_shows_what_can_be_done_with_it()
    {
        var ran = await new Shell().RunAsync("help archive");

        Assert.Contains("restore archive", ran.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("create job", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_told()
    {
        var ran = await new Shell().RunAsync("--version");

        Assert.Equal("shield 0.1.0\n", ran.Out);
    }

    [Fact]
    public void An_option_takes_a_value_everywhere_or_nowhere()
    {
        var kinds = Commands.All.SelectMany(c => c.Options).Concat(CliOptions.Everywhere)
            .GroupBy(o => o.Name, o => o.ValueName is null);

        Assert.All(kinds, k => Assert.Single(k.Distinct()));
    }

    [Fact]
    public async Task Every_example_is_a_command_line_that_is_understood()
    {
        foreach (var example in Commands.All.SelectMany(c => c.Examples))
        {
            var line = example.Split("&&")[0].Split(" < ")[0]["shield ".Length..].Replace(
                "@docs.json", "{}", StringComparison.Ordinal);
            var shell = new Shell { Environment = { ["SHIELD_API"] = "http://127.0.0.1:1" } };
            var ran = await shell.RunAsync(line);
            var expected = line.StartsWith("completion", StringComparison.Ordinal) ? 0 : 3;
            Assert.True(ran.Exit == expected, $"{example}: {ran.Exit} {ran.Error}");
        }
    }
}

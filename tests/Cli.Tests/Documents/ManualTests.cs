using Shield.Cli.Grammar;

namespace Shield.Cli.Tests.Documents;

/// <summary>docs/cli.md beside the program's own table of commands.</summary>
public sealed class ManualTests
{
    private const string Heading = "\n## Every command\n";

    private static readonly string Page = File.ReadAllText(Path.Combine(FindRoot(), "docs", "cli.md"));

    [Fact]
    public void The_manual_lists_every_command_with_its_options_as_the_program_has_them()
    {
        var start = Page.IndexOf(Heading, StringComparison.Ordinal);
        Assert.True(start >= 0, "docs/cli.md has no heading 'Every command'");
        var section = Page[(start + Heading.Length)..].Split("\n## ")[0];
        string[] found = [.. section.Split('\n').Where(line => line.StartsWith('|'))];
        string[] expected = ["| Command | Options | |", "|---|---|---|", .. Commands.All.Select(Row)];

        Assert.True(
            found.SequenceEqual(expected),
            $"the table below 'Every command' in docs/cli.md is stale; it has to be:\n\n{
                string.Join('\n', expected)}\n");
    }

    [Fact]
    public void The_manual_explains_what_every_command_understands()
    {
        Assert.All(
            CliOptions.Everywhere,
            option => Assert.Contains($"`{option.Name}", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void Whatever_the_manual_tells_to_type_is_a_command()
    {
        var grammar = new Grammarian(Commands.All);
        var lines = Page.Split('`', '\n', '|', ';').Select(code => code.Trim())
            .Where(code => code.StartsWith("shield ", StringComparison.Ordinal))
            .Select(code => code["shield ".Length..].Split(" #")[0].Split(" && ")[0].Trim())
            .Where(code => !code.StartsWith("VERB", StringComparison.Ordinal));

        var strange = lines.Where(line => !IsKnown(grammar, line.Split(' '))).ToList();

        Assert.True(strange.Count == 0, $"no commands: {string.Join("; ", strange)}");
    }

    private static bool IsKnown(Grammarian grammar, string[] words) =>
        words[0] is "--help" or "--version" or "help" || grammar.Guess(words) is not null;

    private static string Row(CliCommand command)
    {
        var argument = command.Argument is { } name ? $" {name}" : "";
        var options = string.Join(' ', command.Options.Select(Option));
        return $"| `{command.Words}{argument}` | {(options.Length == 0 ? "" : $"`{options}`")} "
            + $"| {command.Summary} |";
    }

    private static string Option(CliOption option) => option switch
    {
        { ValueName: { } value } => $"{option.Name} {value}",
        _ when option == CliOptions.JsonBody => "--json -",
        _ => option.Name,
    };

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Shield.Orleans.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new DirectoryNotFoundException("no Shield.Orleans.sln above the tests");
    }
}

using System.Text;

namespace Shield.Cli.Output;

/// <summary>What the program says about itself.</summary>
internal static class HelpText
{
    private const int Indent = 28;

    /// <summary>For somebody who typed <c>shield</c> and nothing else.</summary>
    public const string Welcome =
        """
        shield backs up data systems, keeps the archives, and puts them back.

        If this is your first time, in this order:
          shield status                                    is the core there?
          shield create target --name docs --plugin fs --agent 127.0.0.1:5444 --set base_dir=/srv/docs
          shield create store --name disk --plugin fs --set base_dir=/backups
          shield create schedule --name nightly --when 'daily at 4am'
          shield create retention policy --name quarter --expires 90d
          shield create job --name docs --target docs --store disk --schedule nightly \
                 --retention-policy quarter
          shield run job docs --wait                       take a backup now, and watch
          shield list archives                             what can be restored

        `shield --help` lists every command, `shield help create target` explains one.

        """;

    public static string OfAll(IReadOnlyList<CliCommand> commands)
    {
        var text = new StringBuilder("Usage: shield VERB NOUN [ARG] [options]\n");
        var crowded = commands.CountBy(c => c.Verb).Where(v => v.Value > 1).Select(v => v.Key).ToHashSet();
        string? paragraph = null;
        foreach (var command in commands)
        {
            // A verb of many nouns gets a paragraph, the others share one.
            var here = crowded.Contains(command.Verb) ? command.Verb : "";
            if (here != paragraph) text.Append('\n');
            paragraph = here;
            Entry(text, command.Words, command.Summary);
        }

        text.Append("\nEverywhere\n");
        foreach (var option in CliOptions.Everywhere) Entry(text, Left(option), option.Help);
        text.Append(
            """

            ARG is a UUID, the start of one, or a name. Options may stand anywhere.
            A token comes from SHIELD_API_TOKEN, or from ~/.shield_config: core = URL, token = TOKEN.
            Exit: 0 done, 1 refused, 2 usage, 3 no core, 4 the task failed, 5 it was canceled.

            """);
        return text.ToString();
    }

    public static string Of(IReadOnlyList<CliCommand> commands)
    {
        var text = new StringBuilder();
        if (commands.Count > 1)
        {
            foreach (var command in commands) Entry(text, command.Words, command.Summary);
            text.Append("\n`shield help VERB NOUN` explains one.\n");
            return text.ToString();
        }

        var only = commands[0];
        text.Append($"{char.ToUpperInvariant(only.Summary[0])}{only.Summary[1..]}.\n\n");
        text.Append($"Usage: {only.Usage}\n\n");
        foreach (var option in only.Options) Entry(text, Left(option), option.Help);
        foreach (var option in CliOptions.Everywhere) Entry(text, Left(option), option.Help);
        if (only.Examples.Count > 0) text.Append("\nExamples\n");
        foreach (var example in only.Examples) text.Append($"  {example}\n");
        return text.ToString();
    }

    private static string Left(CliOption option) => option switch
    {
        { ValueName: { } value } => $"{option.Name} {value}",
        _ when option == CliOptions.JsonBody => "--json -",
        _ => option.Name,
    };

    private static void Entry(StringBuilder text, string left, string right) =>
        text.Append("  ").Append(left.PadRight(Indent)).Append("  ").Append(right).Append('\n');
}

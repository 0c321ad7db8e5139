using Shield.Api.Contracts.Plugins;
using Shield.Cli.Grammar;
using Shield.Cli.Output;
using Spectre.Console;

namespace Shield.Cli.Plugins;

/// <summary><c>shield list plugins</c>.</summary>
internal static class ListPluginsCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.List,
        Noun = Noun.Plugin,
        Summary = "what the agents can back up, and where to; one row for each version",
        Examples = ["shield list plugins"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var answer = await session.Client.ListPluginsAsync(cancellationToken);
        var differing = answer.Value.CountBy(p => p.Plugin).Where(c => c.Value > 1).Select(c => c.Key)
            .ToHashSet();
        return session.Print(
            answer,
            "no plugins; `shield list agents` shows whether an agent is connected",
            ("plugin", p => Cell.Text(p.Plugin)),
            ("name", p => Cell.Text(p.Name)),
            ("version", p => Version(p, differing.Contains(p.Plugin))),
            ("target", p => Cell.Text(p.Features.Target)),
            ("store", p => Cell.Text(p.Features.Store)),
            ("agents", p => Cell.Text(string.Join(", ", p.Agents))),
            ("fault", p => Cell.Fault(p.Fault)));
    }

    /// <summary>In a colour of its own where agents have different ones.</summary>
    private static Cell Version(PluginBody plugin, bool differs) =>
        Cell.Text(plugin.Version) with { Color = differs ? Color.Yellow : Color.Default };
}

using System.Net;
using Shield.Api.Client;
using Shield.Api.Contracts.Plugins;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Plugins;

/// <summary><c>shield show plugin</c>.</summary>
internal static class ShowPluginCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Show,
        Noun = Noun.Plugin,
        Summary = "one plugin, who has it, and what its endpoints hold",
        Argument = "PLUGIN",
        Examples = ["shield show plugin fs"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var name = session.Argument;
        var answer = await FindAsync(session, name, cancellationToken);
        if (session.Json) return session.PrintJson(answer.Json);
        var versions = answer.Value;
        if (versions.Length > 1 && session.Console.OutIsTerminal)
        {
            session.Console.Out.WriteLine(
                $"agents have {versions.Length} different versions of {Plain.Line(name)}\n");
        }

        foreach (var version in versions)
        {
            Sheet.Facts(session.Console, Facts(version));
            PluginFields.Print(session.Console, version.Fields);
        }

        return ExitCode.Done;
    }

    private static async Task<Answer<PluginBody[]>> FindAsync(
        Session session, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await session.Client.ShowPluginAsync(name, cancellationToken);
        }
        catch (ApiRefusalException unknown) when (unknown.Status is HttpStatusCode.NotFound)
        {
            throw await session.NoneCalledAsync(Noun.Plugin, name, cancellationToken);
        }
    }

    private static IReadOnlyList<(string Name, Cell Value)> Facts(PluginBody plugin) =>
    [
        ("plugin", Cell.Text(plugin.Plugin)),
        ("name", Cell.Text(plugin.Name)),
        ("author", Cell.Text(plugin.Author)),
        ("version", Cell.Text(plugin.Version)),
        ("protocol", Cell.Text(plugin.Protocol == 0 ? "" : $"{plugin.Protocol}")),
        ("target", Cell.Text(plugin.Features.Target)),
        ("store", Cell.Text(plugin.Features.Store)),
        ("agents", Cell.Text(string.Join(", ", plugin.Agents))),
        ("fault", Cell.Fault(plugin.Fault)),
    ];
}

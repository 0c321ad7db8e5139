using System.Net;
using Shield.Api.Client;
using Shield.Api.Contracts.Agents;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Agents;

/// <summary><c>shield show agent</c>.</summary>
internal static class ShowAgentCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Show,
        Noun = Noun.Agent,
        Summary = "one agent: is it well, what does it run, which plugins has it, when was it seen",
        Argument = "HOST:PORT",
        Examples = ["shield show agent 127.0.0.1:5444"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var address = session.Argument;
        try
        {
            var answer = await session.Client.ShowAgentAsync(address, cancellationToken);
            return session.Print(answer.Json, Facts(answer.Value, session.Console));
        }
        catch (ApiRefusalException unknown) when (unknown.Status is HttpStatusCode.NotFound)
        {
            throw await session.NoneCalledAsync(Noun.Agent, address, cancellationToken);
        }
    }

    private static IReadOnlyList<(string Name, Cell Value)> Facts(AgentBody agent, CliConsole console) =>
    [
        ("address", Cell.Text(agent.Address)),
        ("status", Cell.Status(agent.Status)),
        ("running", Cell.Number(agent.Running)),
        ("at once", Cell.Number(agent.Workers)),
        ("plugins", Cell.Text(string.Join(", ", agent.Plugins))),
        ("version", Cell.Text(agent.Version)),
        ("last seen", Cell.Moment(agent.LastSeen, console)),
        ("fault", Cell.Fault(agent.Fault)),
        .. agent.RunningTasks.Select(task => ("runs", Cell.Text(Words(task)))),
        .. agent.PluginVersions.Select(plugin => ("plugin", Show(plugin))),
    ];

    private static string Words(RunningTaskBody task) => task.TargetName.Length > 0
        ? $"{task.Type} of {task.TargetName}, task {task.Uuid:D}"
        : $"{task.Type}, task {task.Uuid:D}";

    private static Cell Show(AgentPluginBody plugin) => plugin.Fault.Length > 0
        ? Cell.Fault($"{plugin.Plugin}: {plugin.Fault}")
        : Cell.Text($"{plugin.Plugin} {plugin.Version}");
}

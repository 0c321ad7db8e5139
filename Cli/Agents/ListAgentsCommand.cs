using Shield.Api.Contracts.Agents;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Agents;

/// <summary><c>shield list agents</c>.</summary>
internal static class ListAgentsCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.List,
        Noun = Noun.Agent,
        Summary = "which agents are connected, which are missed, how busy they are, what is wrong",
        Examples = ["shield list agents"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken) =>
        session.Print(
            await session.Client.ListAgentsAsync(cancellationToken),
            "no agent is connected, and no target names one",
            ("address", a => Cell.Text(a.Address)),
            ("status", a => Cell.Status(a.Status)),
            ("running", a => Cell.Number(a.Running)),
            ("at once", a => Cell.Number(a.Workers)),
            ("plugins", a => Cell.Text(string.Join(", ", a.Plugins))),
            ("version", a => Cell.Text(a.Version)),
            ("last seen", a => LastSeen(a, session.Console)),
            ("fault", a => Cell.Fault(a.Fault)));

    /// <summary>To a person it says something of those that are missed alone.</summary>
    private static Cell LastSeen(AgentBody agent, CliConsole console)
    {
        var moment = Cell.Minute(agent.LastSeen, console);
        return agent.Fault.Length == 0 ? moment with { Seen = "" } : moment;
    }
}

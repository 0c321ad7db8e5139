using System.Net;
using Shield.Api.Client;
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
        Summary = "one agent: is it there, what does it run, which plugins has it",
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
            var agent = answer.Value;
            return session.Print(
                answer.Json,
                ("address", Cell.Text(agent.Address)),
                ("status", Cell.Status(agent.Status)),
                ("running", Cell.Number(agent.Running)),
                ("at once", Cell.Number(agent.Workers)),
                ("plugins", Cell.Text(string.Join(", ", agent.Plugins))));
        }
        catch (ApiRefusalException unknown) when (unknown.Status is HttpStatusCode.NotFound)
        {
            throw await session.NoneCalledAsync(Noun.Agent, address, cancellationToken);
        }
    }
}

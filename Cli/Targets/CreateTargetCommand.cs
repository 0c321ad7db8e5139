using Shield.Api.Contracts.Targets;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Targets;

/// <summary><c>shield create target</c>.</summary>
internal static class CreateTargetCommand
{
    private const string Example =
        "shield create target --name docs --plugin fs --agent localhost:5444 --set base_dir=/srv/docs";

    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Create,
        Noun = Noun.Target,
        Summary = "say what is to be backed up",
        Options =
        [
            CliOptions.Name, CliOptions.Summary, CliOptions.Plugin, CliOptions.Endpoint, CliOptions.Set,
            CliOptions.Agent, CliOptions.JsonBody,
        ],
        Examples =
        [
            Example,
            "shield create target --name docs --plugin fs --agent localhost:5444 --endpoint @docs.json",
            "shield create target --json - < target.json",
        ],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        if (await session.FromJsonAsync("v1/targets", cancellationToken) is { } exit) return exit;
        var fields = new RequiredFields(session, Example);
        var name = await fields.TextAsync(CliOptions.Name, "name of the target", cancellationToken);
        var plugin = await fields.TextAsync(CliOptions.Plugin, "plugin", cancellationToken);
        var endpoint = await fields.EndpointAsync(session, cancellationToken);
        var agent = await fields.TextAsync(
            CliOptions.Agent, "host:port of the agent", cancellationToken);
        var summary = await fields.SummaryAsync(cancellationToken);
        fields.Check();

        var request = new CreateTargetRequest(
            name, summary, plugin, endpoint, agent);
        return session.PrintCreated(
            await session.Client.CreateTargetAsync(request, cancellationToken), $"target {name}");
    }
}

using Shield.Api.Contracts.Targets;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Targets;

/// <summary><c>shield create target</c>.</summary>
internal static class CreateTargetCommand
{
    private const string Example =
        "shield create target --name docs --plugin fs --agent 127.0.0.1:5444 --set base_dir=/srv/docs";

    private static readonly (string Verb, string Does) Next =
        ("validate", "asks its plugin whether it works");

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
            "shield create target --name docs --plugin fs --agent 127.0.0.1:5444 --endpoint @docs.json",
            "shield create target --json - < target.json",
        ],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        if (await session.FromJsonAsync("v1/targets", cancellationToken) is { } exit) return exit;
        var fields = new RequiredFields(session, Example);
        var name = await fields.TextAsync(CliOptions.Name, "name of the target", cancellationToken);
        var plugin = await fields.ChoiceAsync(CliOptions.Plugin, "plugin", cancellationToken);
        var endpoint = await fields.EndpointAsync(session, plugin, cancellationToken);
        var agent = await fields.ChoiceAsync(CliOptions.Agent, "agent", cancellationToken);
        var summary = await fields.SummaryAsync(cancellationToken);
        fields.Check();

        var request = new CreateTargetRequest(
            name, summary, plugin, endpoint, agent);
        return session.PrintCreated(
            await session.Client.CreateTargetAsync(request, cancellationToken), name, Next);
    }
}

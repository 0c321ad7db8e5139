using Shield.Api.Contracts.Targets;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Targets;

/// <summary><c>shield edit target</c>.</summary>
internal static class EditTargetCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Edit,
        Noun = Noun.Target,
        Summary = "change what is given, and nothing else",
        Argument = "TARGET",
        Options =
        [
            CliOptions.Name, CliOptions.Summary, CliOptions.Plugin, CliOptions.Endpoint, CliOptions.Set,
            CliOptions.Agent, CliOptions.JsonBody,
        ],
        Examples =
        [
            "shield edit target docs --set base_dir=/srv/handbook",
            "shield edit target docs --name handbook --summary 'what we know'",
            "shield edit target docs --json - < target.json",
        ],
        Run = RunAsync,
    };

    private static Task<int> RunAsync(Session session, CancellationToken cancellationToken) =>
        session.EditAsync(
            Noun.Target,
            "v1/target",
            (fields, uuid, token) => EditAsync(session, fields, uuid, token),
            cancellationToken);

    private static async Task<int> EditAsync(
        Session session, EditedFields fields, Guid uuid, CancellationToken cancellationToken)
    {
        var shown = await session.Client.ShowTargetAsync(uuid, cancellationToken);
        var now = shown.Value;
        var name = await fields.TextAsync(CliOptions.Name, now.Name, cancellationToken);
        var summary = await fields.TextAsync(CliOptions.Summary, now.Summary, cancellationToken);
        var plugin = await fields.TextAsync(CliOptions.Plugin, now.Plugin, cancellationToken);
        var endpoint = await fields.EndpointAsync(plugin, now.Endpoint, cancellationToken);
        var agent = await fields.TextAsync(CliOptions.Agent, now.Agent, cancellationToken);
        var request = new EditTargetRequest(name, summary, plugin, endpoint, agent);
        return session.PrintOk(
            await session.Client.EditTargetAsync(uuid, request, shown.Tag, cancellationToken), "edited");
    }
}

using Shield.Api.Contracts.Stores;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Stores;

/// <summary><c>shield edit store</c>.</summary>
internal static class EditStoreCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Edit,
        Noun = Noun.Store,
        Summary = "change what is given, and nothing else",
        Argument = "STORE",
        Options =
        [
            CliOptions.Name, CliOptions.Summary, CliOptions.Plugin, CliOptions.Endpoint, CliOptions.Set,
            CliOptions.JsonBody,
        ],
        Examples =
        [
            "shield edit store disk --name attic",
            "shield edit store disk --set base_dir=/mnt/backups",
            "shield edit store disk --json - < store.json",
        ],
        Run = RunAsync,
    };

    private static Task<int> RunAsync(Session session, CancellationToken cancellationToken) =>
        session.EditAsync(
            Noun.Store,
            "v1/store",
            (fields, uuid, token) => EditAsync(session, fields, uuid, token),
            cancellationToken);

    private static async Task<int> EditAsync(
        Session session, EditedFields fields, Guid uuid, CancellationToken cancellationToken)
    {
        var shown = await session.Client.ShowStoreAsync(uuid, cancellationToken);
        var now = shown.Value;
        var name = await fields.TextAsync(CliOptions.Name, now.Name, cancellationToken);
        var summary = await fields.TextAsync(CliOptions.Summary, now.Summary, cancellationToken);
        var plugin = await fields.TextAsync(CliOptions.Plugin, now.Plugin, cancellationToken);
        var endpoint = await fields.EndpointAsync(plugin, now.Endpoint, cancellationToken);
        var request = new EditStoreRequest(name, summary, plugin, endpoint);
        return session.PrintOk(
            await session.Client.EditStoreAsync(uuid, request, shown.Tag, cancellationToken), "edited");
    }
}

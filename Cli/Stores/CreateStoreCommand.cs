using Shield.Api.Contracts.Stores;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Stores;

/// <summary><c>shield create store</c>.</summary>
internal static class CreateStoreCommand
{
    private const string Example =
        "shield create store --name disk --plugin fs --set base_dir=/backups";

    private static readonly (string Verb, string Does) Next =
        ("validate", "asks its plugin whether it works");

    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Create,
        Noun = Noun.Store,
        Summary = "say where archives are kept",
        Options =
        [
            CliOptions.Name, CliOptions.Summary, CliOptions.Plugin, CliOptions.Endpoint, CliOptions.Set,
            CliOptions.JsonBody,
        ],
        Examples =
        [
            Example,
            "shield create store --name docs --plugin fs --endpoint @docs.json",
            "shield create store --json - < store.json",
        ],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        if (await session.FromJsonAsync("v1/stores", cancellationToken) is { } exit) return exit;
        var fields = new RequiredFields(session, Example);
        var name = await fields.TextAsync(CliOptions.Name, "name of the store", cancellationToken);
        var plugin = await fields.ChoiceAsync(CliOptions.Plugin, "plugin", cancellationToken);
        var endpoint = await fields.EndpointAsync(session, plugin, cancellationToken);
        var summary = await fields.SummaryAsync(cancellationToken);
        fields.Check();

        var request = new CreateStoreRequest(name, summary, plugin, endpoint);
        return session.PrintCreated(
            await session.Client.CreateStoreAsync(request, cancellationToken), name, Next);
    }
}

using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Stores;

/// <summary><c>shield show store</c>.</summary>
internal static class ShowStoreCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Show,
        Noun = Noun.Store,
        Summary = "one store and its endpoint, secrets masked",
        Argument = "STORE",
        Examples = ["shield show store disk"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var uuid = await session.FindAsync(Noun.Store, session.Argument, cancellationToken);
        var answer = await session.Client.ShowStoreAsync(uuid, cancellationToken);
        return session.Print(
            answer.Json,
            [
                ("name", Cell.Text(answer.Value.Name)),
                ("uuid", Cell.WholeUuid(answer.Value.Uuid)),
                ("summary", Cell.Text(answer.Value.Summary)),
                ("plugin", Cell.Text(answer.Value.Plugin)),
                .. EndpointText.Facts(answer.Value.Endpoint, session.Console),
            ]);
    }
}

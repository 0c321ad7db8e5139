using Shield.Cli.Grammar;

namespace Shield.Cli.Stores;

/// <summary><c>shield validate store</c>.</summary>
internal static class ValidateStoreCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Validate,
        Noun = Noun.Store,
        Summary = "let its plugin reach the store from an agent, and say what is missing",
        Argument = "STORE",
        Options = [CliOptions.From],
        Examples = ["shield validate store disk", "shield validate store disk --agent 127.0.0.1:5444"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var uuid = await session.FindAsync(Noun.Store, session.Argument, cancellationToken);
        return session.PrintCheck(
            Noun.Store,
            await session.Client.ValidateStoreAsync(uuid, session.Text(CliOptions.From), cancellationToken));
    }
}

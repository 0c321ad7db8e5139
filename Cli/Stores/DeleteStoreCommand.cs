using Shield.Cli.Grammar;

namespace Shield.Cli.Stores;

/// <summary><c>shield delete store</c>.</summary>
internal static class DeleteStoreCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Delete,
        Noun = Noun.Store,
        Summary = "forget a store that nothing needs any more",
        Argument = "STORE",
        Options = [CliOptions.Yes],
        Examples = ["shield delete store disk", "shield delete store disk --yes"],
        Run = RunAsync,
    };

    private static Task<int> RunAsync(Session session, CancellationToken cancellationToken) =>
        session.DeleteAsync(
            Noun.Store,
            (uuid, token) => LookAsync(session, uuid, token),
            (uuid, tag, token) => session.Client.DeleteStoreAsync(uuid, tag, token),
            cancellationToken);

    private static async Task<(string Loss, string? Tag)> LookAsync(
        Session session, Guid uuid, CancellationToken cancellationToken)
    {
        var shown = await session.Client.ShowStoreAsync(uuid, cancellationToken);
        var it = shown.Value;
        return ($"Store {it.Name} ({it.Plugin}) will be lost, its endpoint with it.", shown.Tag);
    }
}

using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Tokens;

/// <summary><c>shield token list</c>.</summary>
internal static class ListTokensCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.List,
        Noun = Noun.Token,
        Summary = "who may use the API, as what, and who did last",
        Examples = ["shield token list"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken) =>
        session.Print(
            await session.Client.ListTokensAsync(cancellationToken),
            "no tokens; on the core `shieldd token create` makes the first one",
            ("name", t => Cell.Text(t.Name)),
            ("uuid", t => Cell.Uuid(t.Uuid)),
            ("role", t => Cell.Text(t.Role)),
            ("status", t => Cell.Status(t.Status)),
            ("last used", t => Cell.Minute(t.LastUsedAt, session.Console)),
            ("expires", t => Cell.Minute(t.ExpiresAt, session.Console)),
            ("created", t => Cell.Minute(t.CreatedAt, session.Console)));
}

using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Tokens;

/// <summary><c>shield token revoke</c>.</summary>
internal static class RevokeTokenCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Revoke,
        Noun = Noun.Token,
        Summary = "end a token for good; whoever has it can do nothing with it any more",
        Argument = "TOKEN",
        Examples = ["shield token revoke ci", "shield token revoke 9ee4b579"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var uuid = await session.FindAsync(Noun.Token, session.Argument, cancellationToken);
        return session.PrintOk(await session.Client.RevokeTokenAsync(uuid, cancellationToken), "revoked");
    }
}

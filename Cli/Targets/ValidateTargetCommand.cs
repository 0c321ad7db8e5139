using Shield.Cli.Grammar;

namespace Shield.Cli.Targets;

/// <summary><c>shield validate target</c>.</summary>
internal static class ValidateTargetCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Validate,
        Noun = Noun.Target,
        Summary = "let its plugin reach what is to be backed up, and say what is missing",
        Argument = "TARGET",
        Examples = ["shield validate target docs"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var uuid = await session.FindAsync(Noun.Target, session.Argument, cancellationToken);
        return session.PrintCheck(
            Noun.Target, await session.Client.ValidateTargetAsync(uuid, cancellationToken));
    }
}

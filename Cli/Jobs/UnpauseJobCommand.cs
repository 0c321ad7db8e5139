using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Jobs;

/// <summary><c>shield unpause job</c>.</summary>
internal static class UnpauseJobCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Unpause,
        Noun = Noun.Job,
        Summary = "run it by its schedule again",
        Argument = "JOB",
        Examples = ["shield unpause job docs"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var uuid = await session.FindAsync(Noun.Job, session.Argument, cancellationToken);
        return session.PrintOk(await session.Client.UnpauseJobAsync(uuid, cancellationToken), "unpaused");
    }
}

using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Jobs;

/// <summary><c>shield pause job</c>.</summary>
internal static class PauseJobCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Pause,
        Noun = Noun.Job,
        Summary = "do not run it by its schedule any more",
        Argument = "JOB",
        Examples = ["shield pause job docs"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var uuid = await session.FindAsync(Noun.Job, session.Argument, cancellationToken);
        return session.PrintOk(await session.Client.PauseJobAsync(uuid, cancellationToken), "paused");
    }
}

using Shield.Api.Contracts.Jobs;
using Shield.Cli.Grammar;
using Shield.Cli.Tasks;

namespace Shield.Cli.Jobs;

/// <summary><c>shield run job</c>.</summary>
internal static class RunJobCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Run,
        Noun = Noun.Job,
        Summary = "take a backup now, paused or not",
        Argument = "JOB",
        Options = [CliOptions.Wait],
        Examples = ["shield run job docs", "shield run job docs --wait"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var uuid = await session.FindAsync(Noun.Job, session.Argument, cancellationToken);
        var request = new RunJobRequest(session.Console.Owner);
        return await session.FinishAsync(
            await session.Client.RunJobAsync(uuid, request, cancellationToken), cancellationToken);
    }
}

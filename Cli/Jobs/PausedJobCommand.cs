using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Jobs;

/// <summary><c>shield paused job</c>: a question for scripts.</summary>
internal static class PausedJobCommand
{
    /// <summary>As of a test that came out false.</summary>
    private const int No = 1;

    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Paused,
        Noun = Noun.Job,
        Summary = "is it paused? prints yes or no, exits 0 or 1",
        Argument = "JOB",
        Examples = ["shield paused job docs && echo 'docs is paused'"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var uuid = await session.FindAsync(Noun.Job, session.Argument, cancellationToken);
        var answer = await session.Client.ShowJobAsync(uuid, cancellationToken);
        if (session.Json) session.PrintJson(answer.Json);
        else session.Console.Out.WriteLine(answer.Value.Paused ? "yes" : "no");
        return answer.Value.Paused ? ExitCode.Done : No;
    }
}

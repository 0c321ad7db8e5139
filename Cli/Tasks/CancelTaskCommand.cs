using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Tasks;

/// <summary><c>shield cancel task</c>.</summary>
internal static class CancelTaskCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Cancel,
        Noun = Noun.Task,
        Summary = "stop a task that waits or runs",
        Argument = "TASK",
        Examples = ["shield cancel task 5e2c416d"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var uuid = await session.FindAsync(Noun.Task, session.Argument, cancellationToken);
        return session.PrintOk(await session.Client.CancelTaskAsync(uuid, cancellationToken), "canceled");
    }
}

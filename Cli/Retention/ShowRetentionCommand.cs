using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Retention;

/// <summary><c>shield show retention policy</c>.</summary>
internal static class ShowRetentionCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Show,
        Noun = Noun.Policy,
        Summary = "one retention policy",
        Argument = "POLICY",
        Examples = ["shield show retention policy quarter"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var uuid = await session.FindAsync(Noun.Policy, session.Argument, cancellationToken);
        var answer = await session.Client.ShowRetentionAsync(uuid, cancellationToken);
        return session.Print(
            answer.Json,
            ("name", Cell.Text(answer.Value.Name)),
            ("uuid", Cell.WholeUuid(answer.Value.Uuid)),
            ("summary", Cell.Text(answer.Value.Summary)),
            ("kept for", Cell.Seconds(answer.Value.Expires)));
    }
}

using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Service;

/// <summary><c>shield status</c>.</summary>
internal static class StatusCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Status,
        Summary = "is the core there, and which is it",
        Examples = ["shield status", "shield status --core https://backup.example.com"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var answer = await session.Client.ShowStatusAsync(cancellationToken);
        return session.Print(
            answer.Json,
            ("name", Cell.Text(answer.Value.Name)),
            ("version", Cell.Text(answer.Value.Version)));
    }
}

using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Targets;

/// <summary><c>shield show target</c>.</summary>
internal static class ShowTargetCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Show,
        Noun = Noun.Target,
        Summary = "one target and its endpoint, secrets masked",
        Argument = "TARGET",
        Examples = ["shield show target docs"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var uuid = await session.FindAsync(Noun.Target, session.Argument, cancellationToken);
        var answer = await session.Client.ShowTargetAsync(uuid, cancellationToken);
        return session.Print(
            answer.Json,
            [
                ("name", Cell.Text(answer.Value.Name)),
                ("uuid", Cell.WholeUuid(answer.Value.Uuid)),
                ("summary", Cell.Text(answer.Value.Summary)),
                ("plugin", Cell.Text(answer.Value.Plugin)),
                ("agent", Cell.Text(answer.Value.Agent)),
                .. EndpointText.Facts(answer.Value.Endpoint, session.Console),
            ]);
    }
}

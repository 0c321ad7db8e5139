using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Schedules;

/// <summary><c>shield show schedule</c>.</summary>
internal static class ShowScheduleCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Show,
        Noun = Noun.Schedule,
        Summary = "one schedule",
        Argument = "SCHEDULE",
        Examples = ["shield show schedule nightly"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var uuid = await session.FindAsync(Noun.Schedule, session.Argument, cancellationToken);
        var answer = await session.Client.ShowScheduleAsync(uuid, cancellationToken);
        return session.Print(
            answer.Json,
            ("name", Cell.Text(answer.Value.Name)),
            ("uuid", Cell.WholeUuid(answer.Value.Uuid)),
            ("summary", Cell.Text(answer.Value.Summary)),
            ("when", Cell.Text(answer.Value.When)));
    }
}

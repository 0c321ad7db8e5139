using Shield.Cli.Grammar;

namespace Shield.Cli.Schedules;

/// <summary><c>shield delete schedule</c>.</summary>
internal static class DeleteScheduleCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Delete,
        Noun = Noun.Schedule,
        Summary = "forget a schedule that no job uses",
        Argument = "SCHEDULE",
        Options = [CliOptions.Yes],
        Examples = ["shield delete schedule nightly --yes"],
        Run = RunAsync,
    };

    private static Task<int> RunAsync(Session session, CancellationToken cancellationToken) =>
        session.DeleteAsync(
            Noun.Schedule,
            (uuid, token) => LookAsync(session, uuid, token),
            (uuid, tag, token) => session.Client.DeleteScheduleAsync(uuid, tag, token),
            cancellationToken);

    private static async Task<(string Loss, string? Tag)> LookAsync(
        Session session, Guid uuid, CancellationToken cancellationToken)
    {
        var shown = await session.Client.ShowScheduleAsync(uuid, cancellationToken);
        var it = shown.Value;
        return ($"Schedule {it.Name} ({it.When}) will be lost.", shown.Tag);
    }
}

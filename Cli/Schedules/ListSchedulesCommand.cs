using Shield.Api.Client;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Schedules;

/// <summary><c>shield list schedules</c>.</summary>
internal static class ListSchedulesCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.List,
        Noun = Noun.Schedule,
        Summary = "when backups are taken",
        Options = [CliOptions.Used, CliOptions.Unused, CliOptions.NameFilter],
        Examples = ["shield list schedules", "shield list schedules --unused"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var filter = new ScheduleFilter(session.Unused(), session.Text(CliOptions.NameFilter));
        return session.Print(
            await session.Client.ListSchedulesAsync(filter, cancellationToken),
            "no schedules; `shield create schedule` makes one",
            ("name", s => Cell.Text(s.Name)),
            ("uuid", s => Cell.Uuid(s.Uuid)),
            ("when", s => Cell.Text(s.When)),
            ("summary", s => Cell.Text(s.Summary)));
    }
}

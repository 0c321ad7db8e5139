using Shield.Api.Contracts.Schedules;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Schedules;

/// <summary><c>shield create schedule</c>.</summary>
internal static class CreateScheduleCommand
{
    private const string Example = "shield create schedule --name nightly --when 'daily at 4am'";

    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Create,
        Noun = Noun.Schedule,
        Summary = "say when backups are taken",
        Options = [CliOptions.Name, CliOptions.Summary, CliOptions.When, CliOptions.JsonBody],
        Examples =
        [
            Example,
            "shield create schedule --name weekly --when 'sundays 8am in Europe/Berlin'",
            "shield create schedule --name often --when 'every 15 minutes'",
        ],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        if (await session.FromJsonAsync("v1/schedules", cancellationToken) is { } exit) return exit;
        var fields = new RequiredFields(session, Example);
        var name = await fields.TextAsync(CliOptions.Name, "name of the schedule", cancellationToken);
        var when = await fields.TextAsync(
            CliOptions.When, "when, such as daily at 4am", cancellationToken);
        var summary = await fields.SummaryAsync(cancellationToken);
        fields.Check();

        var request = new CreateScheduleRequest(name, summary, when);
        return session.PrintCreated(
            await session.Client.CreateScheduleAsync(request, cancellationToken), name);
    }
}

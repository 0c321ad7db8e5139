using System.Globalization;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Schedules;

/// <summary><c>shield timespec</c>: what a text means, before it becomes a schedule.</summary>
internal static class TimespecCommand
{
    private const string Rfc3339 = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private static readonly CliOption Zone =
        CliOption.Value("--zone", "ZONE", "where its times are meant, such as Europe/Berlin");

    private static readonly CliOption After =
        CliOption.Value("--after", "MOMENT", "count from this RFC 3339 moment");

    private static readonly CliOption Count = CliOption.Value("--count", "N", "how many moments to show");

    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Timespec,
        Summary = "what a text of the Timespec language means, and when it is next",
        Argument = "TEXT",
        Options = [Zone, After, Count],
        Examples =
        [
            "shield timespec 'daily at 4am'",
            "shield timespec 'last friday 6pm' --zone Europe/Berlin --count 12",
        ],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var answer = await session.Client.ShowTimespecAsync(
            session.Argument,
            session.Text(Zone),
            session.Text(After),
            session.Number(Count),
            cancellationToken);
        var timespec = answer.Value;
        return session.Print(
            answer.Json,
            [
                ("when", Cell.Text(timespec.When)),
                ("canonical", Cell.Text(timespec.Canonical)),
                ("meaning", Cell.Text(timespec.Meaning)),
                ("zone", Cell.Text(timespec.Zone)),
                .. timespec.Next.Select(next => ("next", Moment(next, timespec.Zone))),
            ]);
    }

    /// <summary>In the zone the text is meant in, for the reader compares it with the text.</summary>
    private static Cell Moment(DateTimeOffset next, string zone) =>
        Cell.Text(next.ToUniversalTime().ToString(Rfc3339, CultureInfo.InvariantCulture)) with
        {
            Seen = MomentText.Of(
                next, TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? known : TimeZoneInfo.Utc),
        };
}

using Shield.Api.Client;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Jobs;

/// <summary><c>shield list jobs</c>.</summary>
internal static class ListJobsCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.List,
        Noun = Noun.Job,
        Summary = "what is backed up where, when, and for how long",
        Options =
        [
            Filters.Paused, Filters.Unpaused, CliOptions.Target, CliOptions.Store, CliOptions.Schedule,
            CliOptions.RetentionPolicy, CliOptions.NameFilter,
        ],
        Examples = ["shield list jobs", "shield list jobs --paused", "shield list jobs --target docs"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var filter = new JobFilter(
            await session.FindAsync(Noun.Target, CliOptions.Target, cancellationToken),
            await session.FindAsync(Noun.Store, CliOptions.Store, cancellationToken),
            await session.FindAsync(Noun.Schedule, CliOptions.Schedule, cancellationToken),
            await session.FindAsync(Noun.Policy, CliOptions.RetentionPolicy, cancellationToken),
            session.PausedOnly(),
            session.Text(CliOptions.NameFilter));
        return session.Print(
            await session.Client.ListJobsAsync(filter, cancellationToken),
            "no jobs; `shield create job` makes one",
            ("name", j => Cell.Text(j.Name)),
            ("uuid", j => Cell.Uuid(j.Uuid)),
            ("target", j => Cell.Text(j.TargetName)),
            ("store", j => Cell.Text(j.StoreName)),
            ("schedule", j => Cell.Text(j.ScheduleName)),
            ("kept for", j => Cell.Seconds(j.Expiry)),
            ("paused", j => Cell.YesNo(j.Paused)),
            ("last", j => Cell.Status(j.LastTaskStatus)),
            ("next run", j => Cell.Minute(j.NextRun, session.Console)));
    }
}

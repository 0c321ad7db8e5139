using Shield.Api.Contracts.Jobs;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Jobs;

/// <summary><c>shield create job</c>.</summary>
internal static class CreateJobCommand
{
    private const string Example =
        "shield create job --name docs --target docs --store disk --schedule nightly"
        + " --retention-policy quarter";

    private static readonly CliOption Paused =
        CliOption.Flag("--paused", "do not run it by its schedule until `shield unpause job`");

    private static readonly (string Verb, string Does) Next =
        ("run", "takes a backup now; --wait watches it");

    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Create,
        Noun = Noun.Job,
        Summary = "back a target up to a store, by a schedule, kept by a policy",
        Options =
        [
            CliOptions.Name, CliOptions.Summary, CliOptions.Target, CliOptions.Store, CliOptions.Schedule,
            CliOptions.RetentionPolicy, CliOptions.Priority, Paused, CliOptions.JsonBody,
        ],
        Examples = [Example, "shield create job --json - < job.json"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        if (await session.FromJsonAsync("v1/jobs", cancellationToken) is { } exit) return exit;
        var priority = session.Number(CliOptions.Priority);
        var parts = await JobParts.LoadAsync(session, cancellationToken);
        var fields = new RequiredFields(session, Example);
        var name = await fields.TextAsync(CliOptions.Name, "name of the job", cancellationToken);
        var target = await parts.PickAsync(Noun.Target, fields, cancellationToken);
        var store = await parts.PickAsync(Noun.Store, fields, cancellationToken);
        var schedule = await parts.PickAsync(Noun.Schedule, fields, cancellationToken);
        var policy = await parts.PickAsync(Noun.Policy, fields, cancellationToken);
        var summary = await fields.SummaryAsync(cancellationToken);
        fields.Check();

        var request = new CreateJobRequest(
            name,
            summary,
            store,
            target,
            policy,
            schedule,
            session.Has(Paused),
            priority);
        return session.PrintCreated(
            await session.Client.CreateJobAsync(request, cancellationToken), name, Next);
    }
}

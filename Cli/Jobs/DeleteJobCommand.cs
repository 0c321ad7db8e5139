using Shield.Cli.Grammar;

namespace Shield.Cli.Jobs;

/// <summary><c>shield delete job</c>.</summary>
internal static class DeleteJobCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Delete,
        Noun = Noun.Job,
        Summary = "forget a job; its archives and tasks stay",
        Argument = "JOB",
        Options = [CliOptions.Yes],
        Examples = ["shield delete job docs", "shield delete job docs --yes"],
        Run = RunAsync,
    };

    private static Task<int> RunAsync(Session session, CancellationToken cancellationToken) =>
        session.DeleteAsync(
            Noun.Job,
            (uuid, token) => LookAsync(session, uuid, token),
            (uuid, tag, token) => session.Client.DeleteJobAsync(uuid, tag, token),
            cancellationToken);

    private static async Task<(string Loss, string? Tag)> LookAsync(
        Session session, Guid uuid, CancellationToken cancellationToken)
    {
        var shown = await session.Client.ShowJobAsync(uuid, cancellationToken);
        var it = shown.Value;
        return (
            $"Job {it.Name} ({it.TargetName} to {it.StoreName}, {it.ScheduleWhen}) will be lost:"
            + " no more backups by it. Its archives stay.", shown.Tag);
    }
}

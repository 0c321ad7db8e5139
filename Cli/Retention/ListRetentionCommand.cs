using Shield.Api.Client;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Retention;

/// <summary><c>shield list retention policies</c>.</summary>
internal static class ListRetentionCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.List,
        Noun = Noun.Policy,
        Summary = "how long archives are kept",
        Options = [CliOptions.Used, CliOptions.Unused, CliOptions.NameFilter],
        Examples = ["shield list retention policies", "shield list retention policies --unused"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var filter = new RetentionFilter(session.Unused(), session.Text(CliOptions.NameFilter));
        return session.Print(
            await session.Client.ListRetentionAsync(filter, cancellationToken),
            "no retention policies; `shield create retention policy` makes one",
            ("name", r => Cell.Text(r.Name)),
            ("uuid", r => Cell.Uuid(r.Uuid)),
            ("kept for", r => Cell.Seconds(r.Expires)),
            ("summary", r => Cell.Text(r.Summary)));
    }
}

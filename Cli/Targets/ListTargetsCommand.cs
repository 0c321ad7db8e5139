using Shield.Api.Client;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Targets;

/// <summary><c>shield list targets</c>.</summary>
internal static class ListTargetsCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.List,
        Noun = Noun.Target,
        Summary = "what can be backed up",
        Options = [CliOptions.Used, CliOptions.Unused, CliOptions.Plugin, CliOptions.NameFilter],
        Examples = ["shield list targets", "shield list targets --unused --plugin fs"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var filter = new TargetFilter(
            session.Text(CliOptions.Plugin), session.Unused(), session.Text(CliOptions.NameFilter));
        return session.Print(
            await session.Client.ListTargetsAsync(filter, cancellationToken),
            "no targets; `shield create target` makes one",
            ("name", t => Cell.Text(t.Name)),
            ("uuid", t => Cell.Uuid(t.Uuid)),
            ("plugin", t => Cell.Text(t.Plugin)),
            ("agent", t => Cell.Text(t.Agent)),
            ("summary", t => Cell.Text(t.Summary)));
    }
}

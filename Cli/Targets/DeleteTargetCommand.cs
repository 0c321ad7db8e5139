using Shield.Cli.Grammar;

namespace Shield.Cli.Targets;

/// <summary><c>shield delete target</c>.</summary>
internal static class DeleteTargetCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Delete,
        Noun = Noun.Target,
        Summary = "forget a target that nothing needs any more",
        Argument = "TARGET",
        Options = [CliOptions.Yes],
        Examples = ["shield delete target docs", "shield delete target docs --yes"],
        Run = RunAsync,
    };

    private static Task<int> RunAsync(Session session, CancellationToken cancellationToken) =>
        session.DeleteAsync(
            Noun.Target,
            (uuid, token) => LookAsync(session, uuid, token),
            (uuid, tag, token) => session.Client.DeleteTargetAsync(uuid, tag, token),
            cancellationToken);

    private static async Task<(string Loss, string? Tag)> LookAsync(
        Session session, Guid uuid, CancellationToken cancellationToken)
    {
        var shown = await session.Client.ShowTargetAsync(uuid, cancellationToken);
        var it = shown.Value;
        return (
            $"Target {it.Name} ({it.Plugin} at {it.Agent}) will be lost, its endpoint with it.",
            shown.Tag);
    }
}

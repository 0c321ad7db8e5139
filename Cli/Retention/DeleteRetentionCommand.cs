using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Retention;

/// <summary><c>shield delete retention policy</c>.</summary>
internal static class DeleteRetentionCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Delete,
        Noun = Noun.Policy,
        Summary = "forget a retention policy that no job uses",
        Argument = "POLICY",
        Options = [CliOptions.Yes],
        Examples = ["shield delete retention policy quarter --yes"],
        Run = RunAsync,
    };

    private static Task<int> RunAsync(Session session, CancellationToken cancellationToken) =>
        session.DeleteAsync(
            Noun.Policy,
            (uuid, token) => LookAsync(session, uuid, token),
            (uuid, tag, token) => session.Client.DeleteRetentionAsync(uuid, tag, token),
            cancellationToken);

    private static async Task<(string Loss, string? Tag)> LookAsync(
        Session session, Guid uuid, CancellationToken cancellationToken)
    {
        var shown = await session.Client.ShowRetentionAsync(uuid, cancellationToken);
        var it = shown.Value;
        return ($"Retention policy {it.Name} ({DurationText.Of(it.Expires)}) will be lost.", shown.Tag);
    }
}

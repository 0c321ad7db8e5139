using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Stores;

/// <summary><c>shield test store</c>.</summary>
internal static class TestStoreCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Test,
        Noun = Noun.Store,
        Summary = "store something in a store, read it back, and remove it again",
        Argument = "STORE",
        Options = [CliOptions.From],
        Examples = ["shield test store disk", "shield test store disk --agent db1:5444"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var uuid = await session.FindAsync(Noun.Store, session.Argument, cancellationToken);
        var answer = await session.Client.TestStoreAsync(
            uuid, session.Text(CliOptions.From), cancellationToken);
        var isGood = answer.Value.Ok == "valid";
        if (session.Json)
        {
            session.PrintJson(answer.Json);
            return isGood ? ExitCode.Done : ExitCode.Refused;
        }

        session.Console.Out.WriteLine(Plain.Lines(answer.Value.Output));
        if (isGood) return session.PrintOk(answer.Json, $"the store works, tested from {answer.Value.Agent}");
        throw new CliFailureException(
            ExitCode.Refused, $"the store does not work, tested from {answer.Value.Agent}", "");
    }
}

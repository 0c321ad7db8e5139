using Shield.Api.Contracts.Retention;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Retention;

/// <summary><c>shield create retention policy</c>.</summary>
internal static class CreateRetentionCommand
{
    private const string Example = "shield create retention policy --name quarter --expires 90d";

    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Create,
        Noun = Noun.Policy,
        Summary = "say how long archives are kept",
        Options = [CliOptions.Name, CliOptions.Summary, CliOptions.Expires, CliOptions.JsonBody],
        Examples = [Example, "shield create policy --name year --summary 'for the auditors' --expires 1y"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        if (await session.FromJsonAsync("v1/retention", cancellationToken) is { } exit) return exit;
        var fields = new RequiredFields(session, Example);
        var name = await fields.TextAsync(CliOptions.Name, "name of the retention policy", cancellationToken);
        var expires = await fields.TextAsync(
            CliOptions.Expires, "keep archives for, such as 90d", cancellationToken);
        var summary = await fields.SummaryAsync(cancellationToken);
        fields.Check();

        var request = new CreateRetentionRequest(
            name, summary, RetentionSpan.Parse(expires));
        return session.PrintCreated(
            await session.Client.CreateRetentionAsync(request, cancellationToken), name);
    }
}

using Shield.Api.Contracts.Tokens;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Tokens;

/// <summary><c>shield token create</c>.</summary>
internal static class CreateTokenCommand
{
    private const string Example = "shield token create --name ci --role operator --expires 90d";

    private static readonly CliOption Role = CliOption.OneOf(
        "--role", "ROLE", "what it allows", "viewer", "operator", "engineer", "admin");

    private static readonly CliOption Expires =
        CliOption.Value("--expires", "SPAN", "how long it is valid: 90d, with s, m, h, d, w or y");

    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Create,
        Noun = Noun.Token,
        Summary = "let somebody use the API; the token is printed this once",
        Options = [CliOptions.Name, Role, Expires, CliOptions.JsonBody],
        Examples = [Example, "shield token create --name wall-display --role viewer"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        if (await session.FromJsonAsync("v1/tokens", cancellationToken) is { } exit) return exit;
        var fields = new RequiredFields(session, Example);
        var name = await fields.TextAsync(CliOptions.Name, "name of the token", cancellationToken);
        var role = await fields.TextAsync(
            Role, "role: viewer, operator, engineer or admin", cancellationToken);
        fields.Check();

        var request = new CreateTokenRequest(name, role, Seconds(session.Text(Expires)));
        return Print(session, await session.Client.CreateTokenAsync(request, cancellationToken), name);
    }

    private static long? Seconds(string? expires)
    {
        if (expires is null) return null;
        return DurationText.Parse(expires) ?? throw CliFailureException.Usage(
            $"--expires '{expires}' is no span of time",
            "a number and s, m, h, d, w or y: 12h, 90d, 2w, 1y");
    }

    /// <summary>The token alone goes to the next program; a person is told what it is as well.</summary>
    private static int Print(Session session, Api.Client.Answer<TokenCreatedBody> answer, string name)
    {
        if (session.Json) return session.PrintJson(answer.Json);
        session.Console.Out.WriteLine(answer.Value.Token);
        if (session.Console.OutIsTerminal)
        {
            session.Console.Error.WriteLine($"created token {Plain.Line(name)}; it is shown this once");
        }

        return ExitCode.Done;
    }
}

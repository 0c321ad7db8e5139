using Shield.Api.Client;

namespace Shield.Cli.Settings;

/// <summary>Which core to ask, and as whom.</summary>
internal static class Where
{
    public const string Default = "http://127.0.0.1:8888";

    /// <summary>--core, else SHIELD_API, else the config, else <see cref="Default"/>; the token of
    /// SHIELD_API_TOKEN (or the file that SHIELD_API_TOKEN_FILE names), else the config's.</summary>
    public static ClientOptions Find(Session session)
    {
        var console = session.Console;
        var said = NotEmpty(session.Text(CliOptions.Core)) ?? NotEmpty(console.Environment("SHIELD_API"));
        var token = Token(console);
        var config = said is null || token is null ? ConfigFile.Read(console.Home) : ConfigFile.Empty;
        var core = Address(said ?? config.Core ?? Default);

        // A token in the config is for the core in the config: another one would be a stranger to it.
        if (token is null && (config.Core is null || Address(config.Core) == core)) token = config.Token;
        return new ClientOptions(core, Sendable(token), session.Has(CliOptions.Insecure))
        {
            Clock = console.Clock,
        };
    }

    private static string? Token(CliConsole console)
    {
        if (NotEmpty(console.Environment("SHIELD_API_TOKEN")) is { } token) return token;
        if (NotEmpty(console.Environment("SHIELD_API_TOKEN_FILE")) is not { } path) return null;
        try
        {
            return NotEmpty(File.ReadAllText(path));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CliFailureException(
                ExitCode.Refused, $"cannot read the token in {path}", "see SHIELD_API_TOKEN_FILE");
        }
    }

    /// <summary>A header takes visible ASCII only; the token itself is not repeated.</summary>
    private static string? Sendable(string? token) =>
        token is null || token.All(c => c is > ' ' and <= '~')
            ? token
            : throw new CliFailureException(
                ExitCode.Refused,
                "the token has a character that no token has",
                "is it pasted whole, on one line?");

    private static Uri Address(string text)
    {
        var whole = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        return Uri.TryCreate(whole, UriKind.Absolute, out var core) && core.Scheme is "http" or "https"
            ? core
            : throw CliFailureException.Usage(
                $"'{text}' is no address of a core",
                $"it looks like {Default} or https://backup.example.com");
    }

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

namespace Shield.Cli.Settings;

/// <summary>What <c>~/.shield_config</c> says: lines of <c>core = URL</c> and <c>token = TOKEN</c>, with
/// <c>#</c> before remarks.</summary>
internal sealed record ConfigFile(string? Core, string? Token)
{
    public const string Name = ".shield_config";

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static readonly ConfigFile Empty = new(null, null);

    /// <summary>Reads it, or answers <see cref="Empty"/> when there is none. A file that others could read
    /// or change is refused: it holds a token, and says where the token is sent.</summary>
    public static ConfigFile Read(string home)
    {
        // Without a home it would be looked for in the folder of the moment, which anybody may have filled.
        if (home.Length == 0) return Empty;
        var path = Path.Combine(home, Name);
        if (!File.Exists(path)) return Empty;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new CliFailureException(
                ExitCode.Refused, $"{path} can be read or changed by others", $"`chmod 600 {path}`");
        }

        var config = Empty;
        foreach (var line in Lines(path)) config = With(config, line, path);
        return config;
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CliFailureException(
                ExitCode.Refused, $"cannot read {path}", "look at its owner and mode");
        }
    }

    private static ConfigFile With(ConfigFile config, string line, string path)
    {
        var text = line.Trim();
        if (text.Length == 0 || text[0] == '#') return config;
        var equals = text.IndexOf('=');
        var value = equals < 0 ? "" : text[(equals + 1)..].Trim();
        return (equals < 0 ? text : text[..equals].TrimEnd()) switch
        {
            "core" when value.Length > 0 => config with { Core = value },
            "token" when value.Length > 0 => config with { Token = value },

            // The value may be a token, so only the key is repeated.
            var key => throw new CliFailureException(
                ExitCode.Refused,
                equals < 0 ? $"{path} has a line without '='" : $"{path} does not say anything with '{key}'",
                "it takes `core = URL` and `token = TOKEN`"),
        };
    }
}

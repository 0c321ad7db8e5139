using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Server;

/// <summary>What a server's refusals mean, and what is to be done.</summary>
internal static class Refusals
{
    public static PluginException Of(string command, string words) =>
        new(PluginExit.Failed, Explain(command, words));

    /// <summary>Whether the account may not do that.</summary>
    public static bool IsForbidden(string words) =>
        words.StartsWith("NOPERM", StringComparison.Ordinal) || IsUnknown(words);

    public static string Explain(string command, string words) =>
        $"the server refuses {command}: {words}" + Hint(words);

    private static string Hint(string words) => words switch
    {
        _ when words.StartsWith("NOAUTH", StringComparison.Ordinal) =>
            $"\nset {RedisFields.Password}, and {RedisFields.Username} for a user of its own",
        _ when words.StartsWith("WRONGPASS", StringComparison.Ordinal)
            || words.StartsWith("ERR invalid password", StringComparison.Ordinal) =>
            $"\ncheck {RedisFields.Username} and {RedisFields.Password}",
        _ when words.Contains("without any password configured", StringComparison.Ordinal) =>
            $"\nleave {RedisFields.Password} empty",
        _ when words.StartsWith("NOPERM", StringComparison.Ordinal) =>
            "\nthe rights that the account needs are in docs/plugins/redis.md",
        _ when IsUnknown(words) => "\nthe command was renamed or switched off in the server's configuration",
        _ when words.StartsWith("NOMASTERLINK", StringComparison.Ordinal) =>
            "\nthe server is a replica that has lost its master: back up the master",
        _ when words.StartsWith("LOADING", StringComparison.Ordinal) => "\nit is loading: try again later",
        _ => "",
    };

    private static bool IsUnknown(string words) =>
        words.StartsWith("ERR unknown command", StringComparison.Ordinal);
}

using Shield.Domain.Tokens;

namespace Shield.Silo.Host;

/// <summary>The token that a command line asks for.</summary>
/// <param name="Name">Who will use it, or what.</param>
/// <param name="Role">What it is to allow.</param>
/// <param name="Life">How long it is to be valid; null for ever.</param>
/// <param name="Fault">What is wrong with the wish; null when nothing is.</param>
internal sealed record TokenWish(string Name, TokenRole Role, TimeSpan? Life, string? Fault)
{
    /// <summary>Reads <c>--name NAME --role ROLE [--expires SPAN]</c>, in any order.</summary>
    public static TokenWish Read(IReadOnlyList<string> options)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < options.Count; i += 2)
        {
            if (options[i] is not ("--name" or "--role" or "--expires"))
                return Wrong($"token create takes no '{options[i]}'");
            if (i + 1 == options.Count) return Wrong($"{options[i]} needs a value");
            if (!said.TryAdd(options[i], options[i + 1])) return Wrong($"{options[i]} is given twice");
        }

        return Read(said);
    }

    private static TokenWish Read(Dictionary<string, string> said)
    {
        if (said.GetValueOrDefault("--name") is not { } name) return Wrong("it needs --name NAME");
        if (TokenRules.WhyNoName(name) is { } complaint) return Wrong($"the name '{name}' {complaint}");
        var words = Enum.GetValues<TokenRole>().ToDictionary(Word);
        var all = string.Join(", ", words.Keys);
        if (said.GetValueOrDefault("--role") is not { } word) return Wrong($"it needs --role, one of {all}");
        if (!words.TryGetValue(word, out var role)) return Wrong($"the role '{word}' is none of {all}");
        if (said.GetValueOrDefault("--expires") is not { } span) return new(name, role, null, null);
        return TokenRules.ParseLife(span) is { } life
            ? new TokenWish(name, role, life, null)
            : Wrong($"--expires '{span}' is no span between 1m and 50y: a number and s, m, h, d, w or y");
    }

    private static string Word(TokenRole role) => role.ToString().ToLowerInvariant();

    private static TokenWish Wrong(string fault) => new("", default, null, fault);
}

namespace Shield.Plugins.Sdk;

/// <summary>The command line of a plugin: <c>ACTION [--endpoint JSON] [--key KEY]</c>.</summary>
internal sealed record CallArguments(string Action, string? Endpoint, string? Key)
{
    private static readonly (string Name, string Short, string Long)[] Flags =
        [("endpoint", "-e", "--endpoint"), ("key", "-k", "--key")];

    public static Verdict<CallArguments> Parse(IReadOnlyList<string> args)
    {
        if (args.Count == 0) return Bad("no action is given");
        if (args[0].StartsWith('-')) return Bad("the action comes first, before every flag");
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 1; i < args.Count; i++)
        {
            var argument = args[i];
            var (name, _, longName) = Array.Find(Flags, f => argument == f.Short || argument == f.Long
                || argument.StartsWith(f.Long + "=", StringComparison.Ordinal));
            // An unknown argument is not repeated: it may be an endpoint whose flag was forgotten.
            if (name is null) return Bad($"argument {i + 1} is not a flag of this program");
            string value;
            if (argument.StartsWith(longName + "=", StringComparison.Ordinal))
                value = argument[(longName.Length + 1)..];
            else if (++i < args.Count) value = args[i];
            else return Bad($"{longName} needs a value");
            if (!values.TryAdd(name, value)) return Bad($"{longName} is given twice");
        }

        return new Verdict<CallArguments>.Good(
            new CallArguments(
                args[0], values.GetValueOrDefault("endpoint"), values.GetValueOrDefault("key")));
    }

    private static Verdict<CallArguments>.Bad Bad(string reason) => new(reason);
}

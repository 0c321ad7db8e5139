using System.CommandLine;

namespace Shield.Cli;

/// <summary>An option as people see it: <c>--name NAME</c>, or a flag without a value.</summary>
internal sealed record CliOption(string Name, string? ValueName, string Help, bool Repeats)
{
    public static CliOption Value(string name, string valueName, string help) =>
        new(name, valueName, help, Repeats: false);

    public static CliOption Flag(string name, string help) => new(name, null, help, Repeats: false);

    public static CliOption Many(string name, string valueName, string help) =>
        new(name, valueName, help, Repeats: true);

    public Option Build() => this switch
    {
        { ValueName: null } => new Option<bool>(Name),
        { Repeats: true } => new Option<string[]>(Name) { Arity = ArgumentArity.ZeroOrMore },
        _ => new Option<string>(Name),
    };
}

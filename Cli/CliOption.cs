using System.CommandLine;
using Shield.Cli.Grammar;

namespace Shield.Cli;

/// <summary>An option as people see it: <c>--name NAME</c>, or a flag without a value.</summary>
internal sealed record CliOption(string Name, string? ValueName, string Help, bool Repeats)
{
    /// <summary>What its values are the names of, or null when they are no names.</summary>
    public Noun? Names { get; init; }

    /// <summary>All that it may be, or empty when that is not a matter of a few words.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    public static CliOption Value(string name, string valueName, string help) =>
        new(name, valueName, help, Repeats: false);

    /// <summary>One that takes the name or UUID of a thing.</summary>
    public static CliOption Of(Noun noun, string name, string valueName, string help) =>
        Value(name, valueName, help) with { Names = noun };

    /// <summary>One that takes one of a few words, which its help ends with.</summary>
    public static CliOption OneOf(string name, string valueName, string help, params string[] choices) =>
        Value(name, valueName, $"{help}: {string.Join(", ", choices)}") with { Choices = choices };

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

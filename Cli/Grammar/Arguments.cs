using System.CommandLine;
using System.CommandLine.Parsing;
using Shield.Cli.Output;

namespace Shield.Cli.Grammar;

/// <summary>The argument and the options of one command, read by System.CommandLine.</summary>
internal sealed class Arguments
{
    private const string ArgumentName = "ARG";

    /// <summary>No response files: to us <c>@file</c> is the value of --endpoint.</summary>
    private static readonly ParserConfiguration Plain = new()
    {
        ResponseFileTokenReplacer = null,
        EnablePosixBundling = false,
    };

    private readonly ParseResult _parsed;

    private Arguments(ParseResult parsed) => _parsed = parsed;

    public static Arguments Read(CliCommand command, IReadOnlyList<string> rest)
    {
        var options = command.Options.Concat(CliOptions.Everywhere).DistinctBy(o => o.Name).ToList();
        var syntax = new Command(command.Verb);
        foreach (var option in options) syntax.Add(option.Build());
        if (command.Argument is not null)
        {
            syntax.Add(new Argument<string>(ArgumentName) { Arity = ArgumentArity.ZeroOrOne });
        }

        var parsed = syntax.Parse(WithJsonBody(rest, options), Plain);
        Refuse(command, parsed, options);
        return new Arguments(parsed);
    }

    public string? Argument => _parsed.GetValue<string>(ArgumentName);

    public string? Text(CliOption option) => _parsed.GetValue<string>(option.Name);

    public IReadOnlyList<string> Texts(CliOption option) => _parsed.GetValue<string[]>(option.Name) ?? [];

    public bool IsGiven(CliOption option) =>
        _parsed.GetResult(option.Name) is OptionResult { Implicit: false };

    public bool Has(CliOption option) => _parsed.GetValue<bool>(option.Name);

    /// <summary><c>--json -</c> is another wish than <c>--json</c>, which takes no value.</summary>
    private static List<string> WithJsonBody(IReadOnlyList<string> rest, List<CliOption> options)
    {
        var args = rest.ToList();
        if (!options.Contains(CliOptions.JsonBody)) return args;
        var at = args.IndexOf(CliOptions.Json.Name);
        if (at < 0 || at + 1 >= args.Count || args[at + 1] != "-") return args;
        args[at] = CliOptions.JsonBody.Name;
        args.RemoveAt(at + 1);
        return args;
    }

    private static void Refuse(CliCommand command, ParseResult parsed, List<CliOption> options)
    {
        var strange = parsed.UnmatchedTokens;
        var faults = strange.Select(t => Strange(t, options)).ToList();
        faults.AddRange(WithoutValue(parsed, options));
        faults.AddRange(WithStrangeValue(parsed, options));
        if (faults.Count == 0) faults.AddRange(parsed.Errors.Select(e => e.Message));
        if (faults.Count == 0) return;
        throw CliFailureException.Usage(faults[0], Hint(command, parsed), [.. faults.Skip(1)]);
    }

    /// <summary>A name with blanks, typed without quotes, is the likeliest slip of all.</summary>
    private static string Hint(CliCommand command, ParseResult parsed)
    {
        var name = command.Argument is null ? null : parsed.GetValue<string>(ArgumentName);
        return name is null || parsed.UnmatchedTokens.Count == 0
            || parsed.UnmatchedTokens.Any(token => token.StartsWith('-'))
            ? $"`shield help {command.Words}` says what there is"
            : "a name of several words goes in quotes: "
                + Shown.Word(string.Join(' ', [name, .. parsed.UnmatchedTokens]));
    }

    private static string Strange(string token, List<CliOption> options)
    {
        if (token.Length < 2 || token[0] != '-') return $"'{token}' is one word too many";
        var name = token.Split('=')[0];
        return $"unknown option '{name}'{Nearest.Question(name, options.Select(o => o.Name))}";
    }

    private static IEnumerable<string> WithoutValue(ParseResult parsed, List<CliOption> options)
    {
        foreach (var option in options)
        {
            if (option.ValueName is null || parsed.GetResult(option.Name) is not { } result) continue;
            var (name, count) = (option.Name, result.Tokens.Count);
            if (count == 0) yield return $"{name} needs a value: {name} {option.ValueName}";
            else if (count > 1 && !option.Repeats) yield return $"{name} is given twice";
        }
    }

    private static IEnumerable<string> WithStrangeValue(ParseResult parsed, List<CliOption> options)
    {
        foreach (var option in options.Where(option => option.Choices.Count > 0))
        {
            if (parsed.GetResult(option.Name) is not OptionResult { Tokens: [var token] }) continue;
            var (value, choices) = (token.Value, option.Choices);
            if (choices.Contains(value)) continue;
            yield return $"{option.Name} '{value}' is none of {string.Join(", ", choices)}"
                + Nearest.Question(value, choices);
        }
    }
}

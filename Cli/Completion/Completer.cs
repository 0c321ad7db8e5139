using Shield.Api.Client;
using Shield.Cli.Grammar;

namespace Shield.Cli.Completion;

/// <summary>What may follow what was typed: verbs, nouns, options, and the names the core knows. The scripts
/// of <see cref="CompletionScripts"/> ask by a word that is in no help.</summary>
internal sealed class Completer(IReadOnlyList<CliCommand> commands, CliConsole console)
{
    /// <summary>How the scripts ask.</summary>
    public const string Word = "__complete";

    /// <summary>Somebody holds the Tab key: a core that takes longer is as good as away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Grammarian _grammarian = new(commands);

    /// <summary>Prints a candidate per line, and nothing at all when anything is wrong: a shell that
    /// completes is no place for complaints.</summary>
    /// <param name="args">What was typed behind <c>shield</c>; the last one is to be completed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, console.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var typed = args.Count == 0 ? "" : args[^1];
            var found = await FollowersAsync([.. args.SkipLast(1)], typed, either.Token);
            foreach (var word in found.Where(w => Fits(w, typed)).Distinct()) console.Out.WriteLine(word);
        }
        catch (Exception silent) when (silent is CliFailureException or ApiRefusalException
            or CoreUnreachableException or OperationCanceledException)
        {
            return ExitCode.Done;
        }

        return ExitCode.Done;
    }

    private async Task<IEnumerable<string>> FollowersAsync(
        string[] before, string typed, CancellationToken cancellationToken)
    {
        var forHelp = before is ["help", ..];
        if (forHelp) before = before[1..];
        if (before.Length > 0 && _grammarian.TakesValue(before[^1]))
        {
            return await ValuesAsync(before, cancellationToken);
        }

        if (typed.IndexOf('=') is > 0 and var equals && _grammarian.TakesValue(typed[..equals]))
        {
            var values = await ValuesAsync([.. before, typed[..equals]], cancellationToken);
            return values.Select(value => typed[..(equals + 1)] + value);
        }

        var order = _grammarian.Guess(before);
        if (typed.StartsWith('-'))
        {
            return (order?.Command.Options ?? []).Concat(CliOptions.Everywhere).Select(Said);
        }

        var words = _grammarian.Words(before);
        if (words.Count == 0) return commands.Select(c => c.Verb).Append("help");
        var nouns = words.Count == 1 ? NounsOf(Synonyms.VerbOf(words[0])) : [];
        if (order is null || forHelp) return nouns;
        return nouns.Concat(await ArgumentsAsync(order, cancellationToken));
    }

    /// <summary>The value of the option that stands last.</summary>
    private async Task<IEnumerable<string>> ValuesAsync(string[] before, CancellationToken cancellationToken)
    {
        var order = _grammarian.Guess(before[..^1]);
        var option = order?.Command.Options.FirstOrDefault(o => o.Name == before[^1]);
        return order is not null && option?.Names is { } noun
            ? await NamesAsync(order, noun, cancellationToken)
            : option?.Choices ?? [];
    }

    private async Task<IEnumerable<string>> ArgumentsAsync(
        Order.Do order, CancellationToken cancellationToken)
    {
        if (order.Command == CompletionCommand.Command) return CompletionScripts.All.Keys;
        var isThere = _grammarian.Words(order.Rest).Count > 0;
        return order.Command is { Argument: not null, Noun: { } noun } && !isThere
            ? await NamesAsync(order, noun, cancellationToken)
            : [];
    }

    private async Task<IEnumerable<string>> NamesAsync(
        Order.Do order, Noun noun, CancellationToken cancellationToken)
    {
        using var session = new Session(
            order.Command, Arguments.Read(order.Command, order.Rest), console);
        return await session.NamesAsync(noun, cancellationToken);
    }

    /// <summary>Its nouns in one word each, since shells complete a word.</summary>
    private IEnumerable<string> NounsOf(string verb) => commands
        .Where(c => c.Verb == verb && c.Noun is not null)
        .Select(c => (verb == Verbs.List ? c.Noun?.Many : c.Noun?.One) ?? "")
        .Select(noun => noun[(noun.IndexOf(' ') + 1)..]);

    private static string Said(CliOption option) =>
        option == CliOptions.JsonBody ? CliOptions.Json.Name : option.Name;

    /// <summary>A name that would break the line, or steer the terminal, is not offered.</summary>
    private static bool Fits(string word, string typed) =>
        word.Length > 0 && word.StartsWith(typed, StringComparison.Ordinal) && !word.Any(char.IsControl);
}

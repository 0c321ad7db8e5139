namespace Shield.Cli.Grammar;

/// <summary>Finds the command in a command line: <c>shield VERB NOUN [ARG] [options]</c>, the older one-word
/// forms (<c>shield targets</c>, <c>shield create-target</c>, <c>shield run</c>), and what was mistyped.
/// </summary>
internal sealed class Grammarian(IReadOnlyList<CliCommand> commands)
{
    private readonly HashSet<string> _valueOptions =
        [.. commands.SelectMany(c => c.Options).Concat(CliOptions.Everywhere)
            .Where(o => o.ValueName is not null).Select(o => o.Name)];

    private IEnumerable<string> VerbWords => commands.Select(c => c.Verb).Distinct();

    public Order Read(IReadOnlyList<string> args)
    {
        var sentence = new Sentence(args, _valueOptions);
        var skip = sentence.Count > 0 && sentence[0] == "help" ? 1 : 0;
        var help = sentence.AsksForHelp || skip == 1;
        if (sentence.AsksForVersion) return new Order.Version();
        if (sentence.Count == skip)
        {
            if (help) return new Order.Help(commands, Everything: true);
            return args.Count == 0 ? new Order.Welcome() : throw NoVerb(args);
        }

        return help ? HelpAbout(sentence, skip) : Find(sentence);
    }

    /// <summary>True for an option that is followed by its value.</summary>
    public bool TakesValue(string arg) => _valueOptions.Contains(arg);

    /// <summary>The words of a command line that are neither options nor their values.</summary>
    public IReadOnlyList<string> Words(IReadOnlyList<string> args)
    {
        var sentence = new Sentence(args, _valueOptions);
        return [.. Enumerable.Range(0, sentence.Count).Select(i => sentence[i])];
    }

    /// <summary>The command of a line that is not whole yet, or null when that cannot be told.</summary>
    public Order.Do? Guess(IReadOnlyList<string> args)
    {
        var sentence = new Sentence(args, _valueOptions);
        try
        {
            return sentence.Count == 0 ? null : Find(sentence);
        }
        catch (CliFailureException)
        {
            return null;
        }
    }

    private Order.Help HelpAbout(Sentence sentence, int skip)
    {
        var word = Synonyms.VerbOf(sentence[skip]);
        var ofVerb = commands.Where(c => c.Verb == word).ToList();
        if (sentence.Count == skip + 1 && ofVerb.Count > 0) return new Order.Help(ofVerb, Everything: false);
        var ofNoun = Noun.Find(word) is { } noun ? commands.Where(c => c.Noun == noun).ToList() : [];
        if (sentence.Count == skip + 1 && ofNoun.Count > 0) return new Order.Help(ofNoun, Everything: false);
        return new Order.Help([Understand(sentence, skip).Command], Everything: false);
    }

    private Order.Do Find(Sentence sentence)
    {
        var (command, used) = Understand(sentence, 0);
        return new Order.Do(command, sentence.Without(used));
    }

    /// <summary>The command, and how many words it took to say it.</summary>
    private (CliCommand Command, int Used) Understand(Sentence sentence, int at)
    {
        var word = Synonyms.VerbOf(sentence[at]);
        var ofVerb = commands.Where(c => c.Verb == word).ToList();
        if (ofVerb.Count > 0) return WithNoun(sentence, at, ofVerb);
        if (Noun.Find(word) == Noun.Token) return NounWithVerb(sentence, at, Noun.Token);
        if (OneWord(sentence, at) is { } understood) return understood;

        var known = VerbWords.Concat(Synonyms.VerbWords).Concat(Noun.Words);
        throw CliFailureException.Usage(
            $"unknown command '{word}'{Nearest.Question(word, known)}",
            "`shield --help` lists what there is");
    }

    private static (CliCommand Command, int Used) WithNoun(Sentence sentence, int at, List<CliCommand> ofVerb)
    {
        var only = ofVerb.Count == 1 ? ofVerb[0] : null;
        if (only is { Noun: null }) return (only, at + 1);

        var verb = ofVerb[0].Verb;
        if (sentence.Count == at + 1) return only is null ? throw NoNoun(ofVerb) : (only, at + 1);

        var word = sentence[at + 1];
        if (Noun.Find(word) is not { } noun)
        {
            // `shield run orders`: the verb has one noun only, and a single word after it is its argument.
            if (only is not null && sentence.Count == at + 2) return (only, at + 1);
            throw CliFailureException.Usage(
                $"cannot {verb} '{word}'{Nearest.Question(word, Noun.Words)}", Choices(ofVerb));
        }

        var used = IsTwoWords(sentence, at + 1) ? at + 3 : at + 2;
        return ofVerb.FirstOrDefault(c => c.Noun == noun) is { } command
            ? (command, used)
            : throw CliFailureException.Usage($"there is no `shield {verb} {noun.One}`", Choices(ofVerb));
    }

    /// <summary><c>shield token create</c>: of tokens people speak the other way round, too.</summary>
    private (CliCommand Command, int Used) NounWithVerb(Sentence sentence, int at, Noun noun)
    {
        var ofNoun = commands.Where(c => c.Noun == noun).ToList();
        var verb = sentence.Count > at + 1 ? sentence[at + 1] : Verbs.List;
        var used = sentence.Count > at + 1 ? at + 2 : at + 1;
        return ofNoun.FirstOrDefault(c => c.Verb == verb) is { } command
            ? (command, used)
            : throw CliFailureException.Usage(
                $"cannot {verb} a {noun.One}{Nearest.Question(verb, ofNoun.Select(c => c.Verb))}",
                $"`shield {noun.One}` takes {string.Join(", ", ofNoun.Select(c => c.Verb))}");
    }

    /// <summary><c>shield targets</c> lists, <c>shield target NAME</c> shows.</summary>
    private (CliCommand Command, int Used)? OneWord(Sentence sentence, int at)
    {
        var two = IsTwoWords(sentence, at);
        var said = Synonyms.OneWord(two ? sentence[at + 1] : sentence[at]);
        var command = commands.FirstOrDefault(c => c.Verb == said?.Verb && c.Noun == said?.Noun);
        return command is null ? null : (command, at + (two ? 2 : 1));
    }

    /// <summary>"retention policy" is one noun in two words.</summary>
    private static bool IsTwoWords(Sentence sentence, int at) =>
        sentence[at] == "retention" && sentence.Count > at + 1 && sentence[at + 1] is "policy" or "policies";

    private CliFailureException NoVerb(IReadOnlyList<string> args)
    {
        string[] known =
        [
            .. commands.SelectMany(c => c.Options).Concat(CliOptions.Everywhere).Select(o => o.Name),
            "--version",
        ];
        var strange = args.FirstOrDefault(arg => arg.StartsWith('-') && !known.Contains(arg.Split('=')[0]));
        return CliFailureException.Usage(
            strange is null
                ? "nothing to do"
                : $"unknown option '{strange}'{Nearest.Question(strange, known)}",
            $"begin with one of {string.Join(", ", VerbWords)}");
    }

    private static CliFailureException NoNoun(List<CliCommand> ofVerb) =>
        CliFailureException.Usage($"{ofVerb[0].Verb} what?", Choices(ofVerb));

    private static string Choices(List<CliCommand> ofVerb) =>
        $"`shield {ofVerb[0].Verb}` takes {string.Join(", ", ofVerb.Select(NounOf))}";

    private static string NounOf(CliCommand command) => command.Words[(command.Verb.Length + 1)..];
}

namespace Shield.Cli.Grammar;

/// <summary>A command line, taken apart: the words that say what to do, and everything else in its order.
/// Options may stand anywhere, even before the verb, so words and options are told apart first.</summary>
internal sealed class Sentence
{
    private readonly IReadOnlyList<string> _args;

    /// <summary>Where the words are that are neither options nor their values.</summary>
    private readonly List<int> _words = [];

    public Sentence(IReadOnlyList<string> args, IReadOnlySet<string> valueOptions)
    {
        _args = args;
        for (var i = 0; i < args.Count; i++)
        {
            var arg = args[i];
            if (arg == "--") break;
            if (arg.Length < 2 || arg[0] != '-') _words.Add(i);
            else if (valueOptions.Contains(arg)) i++;
            AsksForHelp |= arg is "--help" or "-h" or "-?";
            AsksForVersion |= arg is "--version";
        }
    }

    public bool AsksForHelp { get; }

    public bool AsksForVersion { get; }

    public int Count => _words.Count;

    public string this[int word] => _args[_words[word]];

    /// <summary>All but the first <paramref name="count"/> words, which were understood already.</summary>
    public IReadOnlyList<string> Without(int count) =>
        [.. _args.Where((_, i) => !_words.Take(count).Contains(i))];
}

namespace Shield.Cli.Grammar;

/// <summary>Every other way to say something: synonyms of verbs and nouns, and the one-word forms of SHIELD
/// 0.x, which scripts and fingers remember.</summary>
internal static class Synonyms
{
    private static readonly Dictionary<string, string> OfVerbs = new()
    {
        ["update"] = Verbs.Edit,
    };

    private static readonly Dictionary<string, Noun> OfNouns = new()
    {
        ["policy"] = Noun.Policy,
        ["policies"] = Noun.Policy,
        ["retention"] = Noun.Policy,
        ["retention-policy"] = Noun.Policy,
        ["retention-policies"] = Noun.Policy,
        ["backup"] = Noun.Archive,
        ["backups"] = Noun.Archive,
    };

    /// <summary>What one word says whole. Beside these a noun alone lists or shows, <c>VERB-NOUN</c> is
    /// <c>VERB NOUN</c>, and a verb of one noun needs no noun.</summary>
    private static readonly Dictionary<string, (string Verb, Noun Noun)> Whole = new()
    {
        ["audit"] = (Verbs.List, Noun.Audit),
        ["annotate-archive"] = (Verbs.Edit, Noun.Archive),
        ["annotate-backup"] = (Verbs.Edit, Noun.Archive),
        ["purge-archive"] = (Verbs.Delete, Noun.Archive),
        ["purge-backup"] = (Verbs.Delete, Noun.Archive),
    };

    /// <summary>Words that are a verb of ours in another form, for suggestions.</summary>
    public static IEnumerable<string> VerbWords => OfVerbs.Keys;

    public static IEnumerable<string> NounWords => OfNouns.Keys;

    /// <summary>Our word for it; any other word as it is.</summary>
    public static string VerbOf(string word) => OfVerbs.GetValueOrDefault(word, word);

    public static Noun? NounOf(string word) => OfNouns.GetValueOrDefault(word);

    /// <summary>Verb and noun in one word: <c>targets</c>, <c>target</c>, <c>create-target</c>.</summary>
    public static (string Verb, Noun Noun)? OneWord(string word)
    {
        if (Whole.TryGetValue(word, out var whole)) return whole;
        if (Noun.Find(word) is { } alone) return (Noun.IsPlural(word) ? Verbs.List : Verbs.Show, alone);
        return word.IndexOf('-') is > 0 and var dash && Noun.Find(word[(dash + 1)..]) is { } joined
            ? (VerbOf(word[..dash]), joined)
            : null;
    }
}

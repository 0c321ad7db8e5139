namespace Shield.Cli.Output;

/// <summary>Words of a command line as they are shown, so that they can be typed again.</summary>
internal static class Shown
{
    private const string Harmless = "-_./:@%+,=";

    /// <summary>The word itself, or in quotes where a shell would take it apart.</summary>
    public static string Word(string word)
    {
        if (word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || Harmless.Contains(c))) return word;
        return $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }
}

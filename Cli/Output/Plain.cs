using System.Text;

namespace Shield.Cli.Output;

/// <summary>Text of others made harmless: names, notes and logs could steer the terminal or break a line.
/// </summary>
internal static class Plain
{
    /// <summary>One line without control characters; a tab or a new line becomes a blank.</summary>
    public static string Line(string text) => Clean(text, keepLines: false);

    /// <summary>Several lines without other control characters.</summary>
    public static string Lines(string text) => Clean(text, keepLines: true);

    private static string Clean(string text, bool keepLines)
    {
        if (!text.Any(char.IsControl)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsControl(c) || (keepLines && c is '\n' or '\t')) clean.Append(c);
            else if (c is '\n' or '\t') clean.Append(' ');
            else if (c is not '\r') clean.Append('\uFFFD');
        }

        return clean.ToString();
    }
}

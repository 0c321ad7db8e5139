namespace Shield.Plugins.Postgres.Archive;

/// <summary>Takes SQL apart that pg_dump or pg_dumpall wrote.</summary>
internal static class SqlText
{
    /// <summary>The statements, each with its semicolon; comments and psql's own commands are left
    /// out.</summary>
    public static IReadOnlyList<string> Statements(string text)
    {
        var statements = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var isComment = text[at] == '-' && at + 1 < text.Length && text[at + 1] == '-';
            // The meta-commands \restrict and \unrestrict guard against a hostile server; a line each.
            if (isComment || text[at] == '\\')
            {
                at = EndOfLine(text, at);
                continue;
            }

            var start = at;
            while (at < text.Length && text[at] != ';') at = AfterToken(text, at);
            if (at < text.Length) at++;
            statements.Add(text[start..at]);
        }

        return statements;
    }

    /// <summary>The name at the beginning of a text, and what follows it; null where there is none.</summary>
    public static (string Name, string Tail)? NameAt(string text)
    {
        if (text.Length == 0) return null;
        var end = AfterToken(text, 0);
        if (text[0] != '"')
        {
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '$')) end++;
            return end > 0 && (char.IsLetter(text[0]) || text[0] == '_') ? (text[..end], text[end..]) : null;
        }

        return (text[1..(end - 1)].Replace("\"\"", "\"", StringComparison.Ordinal), text[end..]);
    }

    private static int EndOfLine(string text, int at)
    {
        var end = text.IndexOf('\n', at);
        return end < 0 ? text.Length : end;
    }

    /// <summary>Behind the quoted thing that begins here, or behind one letter. A doubled quote reads as two
    /// things side by side, which comes to the same.</summary>
    private static int AfterToken(string text, int at)
    {
        var quote = text[at];
        if (quote is not ('\'' or '"')) return at + 1;
        var hasEscapes = quote == '\'' && at > 0 && text[at - 1] is 'E' or 'e';
        for (at++; at < text.Length; at++)
        {
            if (hasEscapes && text[at] == '\\') at++;
            else if (text[at] == quote && at + 1 < text.Length && text[at + 1] == quote) at++;
            else if (text[at] == quote) return at + 1;
        }

        return text.Length;
    }
}

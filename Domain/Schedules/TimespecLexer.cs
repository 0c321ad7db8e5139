namespace Shield.Domain.Schedules;

/// <summary>Cuts a text into words, numbers and signs. White space between them is free.</summary>
internal static class TimespecLexer
{
    /// <summary>Numbers are read up to here; whatever is larger is out of every range anyway.</summary>
    private const int NumberCap = 1_000_000;

    /// <summary>Longest run of letters that is tried as several words written together.</summary>
    private const int TogetherLettersMax = 64;

    public static List<TimespecToken> Cut(string text, int start)
    {
        var tokens = new List<TimespecToken>();
        var at = start;
        while ((at = SkipSpace(text, at)) < text.Length)
        {
            if (tokens.Count > 0 && tokens[^1].Term == TimespecTerm.In) AddZone(tokens, text, at);
            else if (char.IsLetter(text[at])) AddWords(tokens, text, at);
            else tokens.Add(char.IsAsciiDigit(text[at]) ? Number(text, at) : Sign(text, at));
            at = tokens[^1].End;
        }

        var end = tokens.Count > 0 ? tokens[^1].End : start;
        tokens.Add(new TimespecToken(TimespecTerm.End, 0, end, 0));
        return tokens;
    }

    /// <summary>The first place at or after <paramref name="at"/> that is no white space.</summary>
    public static int SkipSpace(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;

        // A text that came through C may end in NUL; that is no reason to refuse it.
        return at < text.Length && text.AsSpan(at).Trim('\0').IsWhiteSpace() ? text.Length : at;
    }

    private static void AddZone(List<TimespecToken> tokens, string text, int start)
    {
        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] != '\0') end++;
        tokens.Add(new TimespecToken(TimespecTerm.Zone, 0, start, Math.Max(1, end - start)));
    }

    private static void AddWords(List<TimespecToken> tokens, string text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsLetter(text[end])) end++;

        var letters = text.AsSpan(start, end - start);
        var before = tokens.Count;
        if (TryWords(tokens, letters, start) && !HasBrokenWeekday(tokens, before)) return;

        tokens.RemoveRange(before, tokens.Count - before);
        tokens.Add(new TimespecToken(TimespecTerm.Unknown, 0, start, letters.Length));
    }

    /// <summary>Longest word first, and back if the rest makes none: "mondaysat" is mondays, at.</summary>
    private static bool TryWords(List<TimespecToken> tokens, ReadOnlySpan<char> letters, int start)
    {
        if (letters.IsEmpty) return true;
        if (letters.Length > TogetherLettersMax) return false;

        for (var length = Math.Min(letters.Length, TimespecWords.LettersMax); length > 0; length--)
        {
            if (!TimespecWords.TryGet(letters[..length], out var meaning)) continue;

            tokens.Add(new TimespecToken(meaning.Term, meaning.Value, start, length));
            if (TryWords(tokens, letters[length..], start + length)) return true;
            tokens.RemoveAt(tokens.Count - 1);
        }
        return false;
    }

    /// <summary>"thurday" is a typing error, not "thur" and "day".</summary>
    private static bool HasBrokenWeekday(List<TimespecToken> tokens, int from)
    {
        for (var i = from + 1; i < tokens.Count; i++)
            if (tokens[i].Term == TimespecTerm.Day && tokens[i - 1].Term == TimespecTerm.Weekday) return true;
        return false;
    }

    private static TimespecToken Number(string text, int start)
    {
        var (end, value) = (start, 0);
        for (; end < text.Length && char.IsAsciiDigit(text[end]); end++)
            value = Math.Min(NumberCap, value * 10 + (text[end] - '0'));
        return new TimespecToken(TimespecTerm.Number, value, start, end - start);
    }

    private static TimespecToken Sign(string text, int at)
    {
        var term = text[at] switch
        {
            ':' => TimespecTerm.Colon,
            ',' => TimespecTerm.Comma,
            '*' => TimespecTerm.Star,
            _ => TimespecTerm.Unknown,
        };
        var isPair = at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);
        return new TimespecToken(term, 0, at, isPair ? 2 : 1);
    }
}

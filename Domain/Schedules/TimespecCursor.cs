using System.Text;

namespace Shield.Domain.Schedules;

/// <summary>A place in a cut text, and the first thing found wrong with it.</summary>
internal sealed class TimespecCursor(string text, int start)
{
    private const int EchoedCharactersMax = 24;

    private readonly List<TimespecToken> _tokens = TimespecLexer.Cut(text, start);
    private int _at;

    public Fault? Fault { get; private set; }

    public TimespecToken Current => _tokens[_at];

    public TimespecToken Following => _tokens[Math.Min(_at + 1, _tokens.Count - 1)];

    /// <summary>Where the token before the current one ends.</summary>
    public int PreviousEnd => _at > 0 ? _tokens[_at - 1].End : Current.Start;

    public bool Is(TimespecTerm term) => Current.Term == term;

    public TimespecToken Take()
    {
        var token = Current;
        if (_at < _tokens.Count - 1) _at++;
        return token;
    }

    public bool TryTake(TimespecTerm term) => TryTake(term, out _);

    public bool TryTake(TimespecTerm term, out TimespecToken token)
    {
        token = Current;
        if (!Is(term)) return false;

        Take();
        return true;
    }

    /// <summary>A comma, an "and", or both.</summary>
    public bool TryTakeSeparator()
    {
        var comma = TryTake(TimespecTerm.Comma);
        return TryTake(TimespecTerm.And) || comma;
    }

    /// <summary>The token's own characters.</summary>
    public string TextOf(TimespecToken token) => text.Substring(token.Start, token.Length);

    /// <summary>The token's own characters, shortened, and free of what could disturb a log.</summary>
    public string Echo(TimespecToken token)
    {
        var shown = text.AsSpan(token.Start, Math.Min(token.Length, EchoedCharactersMax)).ToString();
        var plain = string.Concat(shown.EnumerateRunes().Select(Plain));
        return token.Length > EchoedCharactersMax ? plain + "…" : plain;
    }

    /// <summary>Notes what is wrong; an unknown word says more than the absence of a known one.</summary>
    /// <returns>False, so that a rule can end with it.</returns>
    public bool Fail(string message, TimespecToken where, params Repair[] repairs)
    {
        if (where.Term == TimespecTerm.Unknown) return FailUnknown(where, repairs);

        Fault ??= new Fault(message, where.Start, repairs);
        return false;
    }

    /// <summary>Like <see cref="Fail"/>, for a text with several meanings of equal right.</summary>
    public bool FailAmbiguous(string message, TimespecToken where, params Repair[] readings)
    {
        Fault ??= new Fault(message, where.Start, readings, IsAmbiguous: true);
        return false;
    }

    private static string Plain(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || rune.Value is >= ' ' and <= '~' ? $"{rune}" : $"U+{rune.Value:X4}";

    private bool FailUnknown(TimespecToken where, Repair[] repairs)
    {
        var echo = Echo(where);
        var isWord = char.IsLetter(text[where.Start]);
        var meant = isWord ? TimespecWords.Nearest(echo) : null;
        Repair[] nearest = meant is null ? [] : [Repair.Replace(where, meant)];
        Fault ??= new Fault(
            isWord ? $"the word '{echo}' is unknown" : $"'{echo}' means nothing here",
            where.Start,
            [.. nearest, Repair.Remove(where), .. repairs, Repair.Cut(where.Start)]);
        return false;
    }
}

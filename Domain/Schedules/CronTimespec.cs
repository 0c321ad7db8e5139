using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Cronos;

namespace Shield.Domain.Schedules;

/// <summary>Recognises cron expressions among timespecs and says which field is wrong.</summary>
internal static class CronTimespec
{
    /// <summary>A longer expression repeats itself, and its canonical text might not fit the limit.</summary>
    internal const int ExpressionCharactersMax = 500;

    private const int TypingErrorsMax = 3;

    private static readonly SearchValues<char> FieldSigns = SearchValues.Create("0123456789*/,-?");

    private static readonly (string Name, string Range, int Min, int Max)[] Fields =
    [
        ("minute", "0–59", 0, 59), ("hour", "0–23", 0, 23), ("day of month", "1–31", 1, 31),
        ("month", "1–12 or jan–dec", 1, 12), ("day of week", "0–7 or sun–sat", 0, 7),
    ];

    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["@hourly"] = "@hourly", ["@daily"] = "@daily", ["@midnight"] = "@daily", ["@weekly"] = "@weekly",
        ["@monthly"] = "@monthly", ["@yearly"] = "@yearly", ["@annually"] = "@yearly",
    };

    /// <summary>True when a text starts like cron: with "@", or with two fields of signs.</summary>
    public static bool Starts(string text)
    {
        var words = Words(text, TimespecLexer.SkipSpace(text, 0), limit: 2);
        if (words.Count == 0) return false;

        var first = text.AsSpan(words[0].Start, words[0].Length);
        if (first[0] == '@') return true;
        if (!(char.IsAsciiDigit(first[0]) || first[0] is '*' or '?')) return false;

        // "15 sundays" is no cron, and "*:15" is a minute of the hour.
        return first.IndexOfAnyExcept(FieldSigns) < 0
            && words.Count > 1
            && text.AsSpan(words[1].Start, words[1].Length).IndexOfAnyExcept(FieldSigns) < 0;
    }

    /// <param name="text">A text that <see cref="Starts"/> like cron.</param>
    /// <param name="when">The form, without what follows it.</param>
    /// <param name="end">Where the expression ends.</param>
    /// <param name="fault">What is wrong with it.</param>
    public static bool TryRead(
        string text, [NotNullWhen(true)] out Timespec? when, out int end,
        [NotNullWhen(false)] out Fault? fault)
    {
        var words = Words(text, TimespecLexer.SkipSpace(text, 0), limit: text.Length);
        when = null;
        end = words[^1].End;
        var isNamed = text[words[0].Start] == '@';
        fault = isNamed ? NameFault(text, words) : FieldsFault(text, words);
        if (fault is not null) return false;

        when = new Timespec.Cron(isNamed ? Names[Text(text, words[0])] : Joined(text, words));
        return true;
    }

    /// <summary>Strictly later than <paramref name="after"/>; null when it never happens.</summary>
    public static DateTime? Next(Timespec.Cron cron, DateTime after, TimeZoneInfo zone) =>
        CronExpression.Parse(cron.Expression).GetNextOccurrence(after, zone);

    private static Fault? NameFault(string text, List<TimespecToken> words)
    {
        if (words.Count > 1)
            return new Fault("a cron name stands alone", words[1].Start,
                [new(words[1].Start, words[^1].End, "")]);
        if (Names.ContainsKey(Text(text, words[0]))) return null;

        var typed = Text(text, words[0]);
        var nearest = TypingDistance.Nearest(typed, Names.Keys, TypingErrorsMax) ?? "@daily";
        return new Fault("the cron name is unknown", words[0].Start, [Repair.Replace(words[0], nearest)]);
    }

    private static Fault? FieldsFault(string text, List<TimespecToken> words)
    {
        if (words[^1].End - words[0].Start > ExpressionCharactersMax)
            return new Fault($"the cron expression is longer than {ExpressionCharactersMax} characters",
                words[0].Start, [Repair.Instead("daily at 4:00")]);
        if (words.Count != Fields.Length) return CountFault(words);
        if (CronExpression.TryParse(Joined(text, words), CronFormat.Standard, out _)) return null;

        for (var i = 0; i < Fields.Length; i++)
            if (!IsField(i, Text(text, words[i]))) return FieldFault(text, words[i], i);
        return new Fault("the cron fields do not go together", words[0].Start, [Repair.Instead("0 4 * * *")]);
    }

    private static Fault CountFault(List<TimespecToken> words)
    {
        var message = $"cron has {Fields.Length} fields, here are {words.Count}";
        if (words.Count > Fields.Length)
            return new Fault(message, words[Fields.Length].Start,
            [
                new(words[Fields.Length].Start, words[^1].End, ""),
                new(words[0].Start, words[^Fields.Length].Start, ""),
            ]);

        var missing = string.Join(' ', Enumerable.Repeat("*", Fields.Length - words.Count));
        return new Fault(message, words[^1].End, [Repair.Insert(words[^1].End, missing)]);
    }

    private static Fault FieldFault(string text, TimespecToken word, int index)
    {
        var (name, range, min, max) = Fields[index];
        var nearest = int.TryParse(Text(text, word), out var number) ? Math.Clamp(number, min, max) : max;
        var repair = Text(text, word).All(char.IsAsciiDigit) ? $"{nearest}" : "*";
        return new Fault($"the cron field for the {name} is not understood; it takes {range}", word.Start,
            [Repair.Replace(word, repair)]);
    }

    private static bool IsField(int index, string field)
    {
        var alone = Enumerable.Repeat("*", Fields.Length).ToArray();
        alone[index] = field;
        return CronExpression.TryParse(string.Join(' ', alone), CronFormat.Standard, out _);
    }

    private static string Text(string text, TimespecToken word) => text.Substring(word.Start, word.Length);

    private static string Joined(string text, List<TimespecToken> words) =>
        string.Join(' ', words.Select(word => Text(text, word).ToLowerInvariant()));

    /// <summary>Words between white space, up to "in" or "within".</summary>
    private static List<TimespecToken> Words(string text, int start, int limit)
    {
        var words = new List<TimespecToken>();
        for (var at = start; at < text.Length && words.Count < limit; at = TimespecLexer.SkipSpace(text, at))
        {
            var end = at;
            while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] != '\0') end++;

            var word = text.AsSpan(at, end - at);
            if (word.IsEmpty || word.Equals("in", StringComparison.OrdinalIgnoreCase)
                || word.Equals("within", StringComparison.OrdinalIgnoreCase)) break;
            words.Add(new TimespecToken(TimespecTerm.Unknown, 0, at, end - at));
            at = end;
        }
        return words;
    }
}

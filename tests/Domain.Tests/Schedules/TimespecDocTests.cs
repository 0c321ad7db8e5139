using System.Globalization;
using Shield.Domain.Schedules;

namespace Shield.Domain.Tests.Schedules;

public sealed class TimespecDocTests
{
    private static readonly string[] Lines = Repository.Read("docs/timespec.md").Split('\n');

    private static readonly TimeZoneInfo Berlin = TimeZones.Find("Europe/Berlin")!;

    public static TheoryData<string, string> Meanings() => Rows("| Write | It means |", 2);

    public static TheoryData<string, string> Canonicals() => Rows("| Write | Canonical form |", 2);

    public static TheoryData<string, string> Changes() => Rows("| Timespec | 2026-03-29 | 2026-10-25 |", 3);

    public static TheoryData<string, string> Refusals() => Rows("| Text | What is wrong | Hint |", 3);

    public static TheoryData<string> Examples()
    {
        var start = Array.IndexOf(Lines, "```timespec") + 1;
        return [.. Lines[start..Array.IndexOf(Lines, "```", start)]];
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_is_accepted(string text) => Assert.NotEmpty(Reading.Accepted(text).Describe());

    [Theory]
    [MemberData(nameof(Meanings))]
    public void A_text_means_what_the_page_says(string text, string meaning) =>
        Assert.Equal(meaning, Reading.Accepted(text).Describe());

    [Theory]
    [MemberData(nameof(Canonicals))]
    public void A_text_has_the_canonical_form_that_the_page_says(string text, string canonical) =>
        Assert.Equal(canonical.Trim('`'), Reading.Accepted(text).Canonical());

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_of_the_clock_does_what_the_page_says(string text, string days) =>
        Assert.Equal(days, $"{On("2026-03-29", text)} | {On("2026-10-25", text)}");

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_refusal_says_what_the_page_says(string text, string refusal)
    {
        var refused = Reading.Refused(text);

        Assert.Equal(refusal, $"{refused.Message} | {refused.Hint}");
        Reading.AssertHelps(refused.Hint);
    }

    [Fact]
    public void The_limits_on_the_page_are_those_of_the_parser()
    {
        var page = string.Join(' ', Lines);

        Assert.Contains($"more than {TimespecParser.TextCharactersMax} characters are refused", page);
        Assert.Contains($"more than {TimespecGrammar.TimesMax} times a day", page);
        Assert.Contains($"more than {CronTimespec.ExpressionCharactersMax} characters", page);
    }

    /// <summary>The first cell without its backticks, and the others as they are.</summary>
    private static TheoryData<string, string> Rows(string header, int cells)
    {
        var rows = new TheoryData<string, string>();
        for (var i = 0; i < Lines.Length; i++)
        {
            if (Lines[i] != header) continue;
            foreach (var line in Lines.Skip(i + 2).TakeWhile(line => line.StartsWith('|')))
            {
                var parts = line.Trim('|').Split(" | ", StringSplitOptions.TrimEntries);
                Assert.Equal(cells, parts.Length);
                rows.Add(parts[0].Trim('`'), string.Join(" | ", parts[1..]));
            }
        }
        return rows;
    }

    private static string On(string day, string text)
    {
        var date = DateTime.Parse(day, CultureInfo.InvariantCulture);
        var at = new DateTimeOffset(date, Berlin.GetUtcOffset(date)).AddMinutes(-1);
        var found = new List<string>();
        while (true)
        {
            at = TimeZoneInfo.ConvertTime(Reading.Accepted(text).After(at, Berlin)!.Value, Berlin);
            if (at.Date != date) return string.Join(", ", found);
            found.Add(at.ToString("HH:mmzzz", CultureInfo.InvariantCulture));
        }
    }
}

using Shield.Domain.Schedules;

namespace Shield.Domain.Tests.Schedules;

public sealed class TimespecRefusalTests
{
    [Theory]
    [InlineData("", 0, "the text is empty", "try `daily at 4:00`")]
    [InlineData("daily", 5, "the time of day is missing", "try `daily at 4:00`")]
    [InlineData("daily at 25:00", 9, "hour 25 is not between 0 and 23", "try `daily at 23:00`")]
    [InlineData("daily at 4:75", 11, "minute 75 is not between 0 and 59", "try `daily at 4:59`")]
    [InlineData("hourly at 60", 10, "minute 60 is not between 0 and 59", "try `hourly at :00`")]
    [InlineData("monthly at 4am on 32", 18, "day 32 is not between 1 and 31",
        "try `monthly at 4:00 on 31st` or `monthly at 4:00 on last day`")]
    [InlineData("0th sunday at 4am", 0, "weekdays of a month are counted from 1, not 0",
        "try `1st sunday at 4:00`")]
    [InlineData("6th tuesday at 1:00", 0, "a month has at most 5 of each weekday, not 6",
        "try `5th tuesday at 1:00` or `last tuesday at 1:00`")]
    [InlineData("daily at 99999999999999999999999999:00", 9,
        "hour 999999999999999999999999… is not between 0 and 23", "try `daily at 23:00`")]
    [InlineData("every 99999999999999999999 minutes", 6,
        "99999999999999999999 minutes is not between 1 and 1440", "try `every 1440 minutes`")]
    [InlineData("daily at 4am in Nowhere/City", 16, "the time zone 'Nowhere/City' is unknown",
        "try `daily at 4:00 in UTC`")]
    [InlineData("daily at 4", 9, "4 alone could be 4am or 4pm", "try `daily at 4:00` or `daily at 16:00`")]
    [InlineData("every 6 hours from 12", 19, "12 alone could be 12am or 12pm",
        "try `every 6 hours` or `every 6 hours from 12:00`")]
    [InlineData("monthly at 4", 11, "4 alone could be 4am or 4pm",
        "try `monthly at 4:00 on 1st` or `monthly at 16:00 on 1st`")]
    [InlineData("daily at 13", 9, "13 alone is no time of day", "try `daily at 13:00`")]
    [InlineData("daily at 0am", 9, "hour 0 is not between 1 and 12, as am and pm need it",
        "try `daily at 0:00`")]
    [InlineData("daily at :30", 9, "the hour before the colon is missing", "try `daily at 0:30`")]
    [InlineData("daily at 4:", 11, "the minutes after the colon are missing", "try `daily at 4:00`")]
    [InlineData("daily at -4:00", 9, "'-' means nothing here", "try `daily at 4:00`")]
    [InlineData("daily at 4am foo", 13, "the word 'foo' is unknown", "try `daily at 4:00`")]
    [InlineData("daily at 4am pm", 13, "'pm' has no place here", "try `daily at 4:00`")]
    [InlineData("4am", 0, "how often is missing", "try `daily at 4:00`")]
    [InlineData("every", 5, "what follows 'every' is missing", "try `daily at 4:00` or `every 6 hours`")]
    [InlineData("every 5", 7, "'minutes' or 'hours' is missing", "try `every 5 minutes` or `every 5 hours`")]
    [InlineData("every 0 minutes", 6, "0 minutes is not between 1 and 1440", "try `every minute`")]
    [InlineData("every 24 hours from 4am", 6, "24 hours is not between 1 and 23",
        "try `daily at 4:00` or `every 23 hours from 4:00`")]
    [InlineData("every 6 hours at 4am", 14, "an interval is counted 'from' a time",
        "try `every 6 hours from 4:00`")]
    [InlineData("every half hour from 30", 21, "minute 30 is not below the step of 30 minutes",
        "try `every half hour`")]
    [InlineData("every half day", 11, "'hour' is missing after 'half'", "try `every half hour`")]
    [InlineData("hourly at quarter", 17, "'past' or 'until' is missing after 'quarter'",
        "try `hourly at :15` or `hourly at :45`")]
    [InlineData("hourly at x15", 11, "the colon is missing", "try `hourly at :15`")]
    [InlineData("weekly", 6, "the time of day is missing", "try `sundays at 4:00`")]
    [InlineData("weekly at 4am on 3rd", 17, "a day of the week has a name, not a number",
        "try `monthly at 4:00 on 3rd`")]
    [InlineData("monthly at 4am on sunday", 18, "'sunday' is no day of the month",
        "try `1st sunday at 4:00` or `sundays at 4:00`")]
    [InlineData("monthly at 4am on last", 22, "'last' needs 'day' after it",
        "try `monthly at 4:00 on last day`")]
    [InlineData("last day at 4am", 5, "the day of the week is missing", "try `monthly at 4:00 on last day`")]
    [InlineData("15th at 4am", 5, "the day of the week is missing", "try `monthly at 4:00 on 15th`")]
    [InlineData("daily at 4am in", 15, "the time zone is missing", "try `daily at 4:00 in UTC`")]
    [InlineData("daily at 4am in UTC in UTC", 20, "'in' is said twice", "try `daily at 4:00 in UTC`")]
    [InlineData("daily at 4am within", 19, "the number of minutes is missing",
        "try `daily at 4:00 within 30 minutes`")]
    [InlineData("daily at 4am within 30", 22, "'minutes' or 'hours' is missing",
        "try `daily at 4:00 within 30 minutes`")]
    [InlineData("daily at 4am within 25 hours", 20, "a spread of 25 is not between 1 minute and 24 hours",
        "try `daily at 4:00 within 1440 minutes`")]
    [InlineData("1 2 3 4 5 6", 10, "cron has 5 fields, here are 6", "try `1 2 3 4 5` or `2 3 4 5 6`")]
    [InlineData("0 4 * foo *", 6, "the cron field for the month is not understood; it takes 1–12 or jan–dec",
        "try `0 4 * * *`")]
    [InlineData("@sometimes", 0, "the cron name is unknown", "try `@daily`")]
    [InlineData("@daly at 4am", 6, "a cron name stands alone", "try `@daily`")]
    [InlineData("thursdy at 25:75 in Europe/Berln", 0, "the word 'thursdy' is unknown",
        "try `thursdays at 23:59 in Europe/Berlin`")]
    [InlineData("täglich um 4", 0, "the word 'täglich' is unknown",
        "try `daily at 4:00` or `daily at 16:00`")]
    [InlineData("daily at 4am 🕓", 13, "'U+1F553' means nothing here", "try `daily at 4:00`")]
    public void A_refusal_says_what_is_wrong_where_and_what_would_work(
        string text, int position, string message, string hint) =>
        Assert.Equal(new TimespecResult.Refused(message, position, hint), Reading.Refused(text));

    [Theory]
    [InlineData("hourly at 75")]
    [InlineData("hourly at :60")]
    [InlineData("every hour at 99")]
    public void An_hour_has_no_minute_after_the_59th(string text) =>
        Assert.Contains("is not between 0 and 59", Reading.Refused(text).Message, StringComparison.Ordinal);

    [Fact]
    public void A_text_that_is_too_long_is_refused_unread()
    {
        var refused = Reading.Refused("daily at 4am" + new string(' ', 989));

        Assert.Equal(new TimespecResult.Refused(
            "the text is longer than 1000 characters", 1000, "try `daily at 4:00`"), refused);
    }

    [Fact]
    public void A_text_of_the_greatest_length_is_read() =>
        Assert.Equal("daily at 4:00", Reading.Accepted("daily at 4am" + new string(' ', 988)).Canonical());

    [Fact]
    public void More_times_than_make_sense_are_refused()
    {
        var times = string.Join(", ", Enumerable.Range(0, 49).Select(i => $"{i / 4}:{i % 4}"));

        Assert.Equal("more than 48 times a day", Reading.Refused($"daily at {times}").Message);
    }

    [Fact]
    public void The_longest_canonical_texts_can_be_read_again()
    {
        var times = string.Join(", ", Enumerable.Range(0, 48).Select(i => $"23:{i + 10}"));
        var days = string.Join(", ", Enumerable.Range(1, 31));
        var tail = " in America/Argentina/ComodRivadavia within 1440 minutes";
        var when = Reading.Accepted($"monthly at {times} on {days}, last day{tail}");

        Assert.Equal(when, Reading.Accepted(when.Canonical()));
    }

    [Fact]
    public void A_cron_expression_of_more_than_500_characters_is_refused()
    {
        var minutes = string.Join(',', Enumerable.Repeat("59", 200));

        Assert.Equal("the cron expression is longer than 500 characters",
            Reading.Refused($"{minutes} * * * *").Message);
    }

    [Fact]
    public void Many_words_without_spaces_and_without_meaning_are_refused_quickly()
    {
        var text = string.Concat(Enumerable.Repeat("mondaysat", 110)) + "q";

        Assert.Equal(0, Reading.Refused(text).Position);
    }
}

using CsCheck;
using Shield.Domain.Schedules;

namespace Shield.Domain.Tests.Schedules;

public sealed class TimespecLawTests
{
    [Fact]
    public void The_canonical_text_parses_to_the_same_value() => TimespecGen.Any.Sample(
        when => Assert.Equal(when, Reading.Accepted(when.Canonical())), iter: 5_000);

    [Fact]
    public void A_canonical_text_is_its_own_canonical_text() => TimespecGen.Mutated.Sample(
        text =>
        {
            if (TimespecParser.Parse(text) is not TimespecResult.Accepted accepted) return;
            var canonical = accepted.When.Canonical();
            Assert.Equal(accepted.When, Reading.Accepted(canonical));
            Assert.Equal(canonical, Reading.Accepted(canonical).Canonical());
        },
        iter: 5_000);

    [Fact]
    public void No_text_makes_the_parser_throw() =>
        TimespecGen.Text.Sample(text => AssertSound(text, TimespecParser.Parse(text)), iter: 5_000);

    [Fact]
    public void No_misspelt_timespec_makes_the_parser_throw() =>
        TimespecGen.Mutated.Sample(text => AssertSound(text, TimespecParser.Parse(text)), iter: 5_000);

    [Fact]
    public void The_next_moment_is_later_and_on_a_whole_minute_of_UTC() => Gen.Select(
        TimespecGen.Any, TimespecGen.Moment, TimespecGen.Zone).Sample(
        (when, after, zone) =>
        {
            var next = when.After(after, zone)!.Value;
            Assert.True(next > after);
            Assert.Equal(0, next.Ticks % TimeSpan.TicksPerMinute);
            Assert.Equal(TimeSpan.Zero, next.Offset);
        },
        iter: 5_000);

    [Fact]
    public void The_clock_on_the_wall_shows_what_the_timespec_names() => Gen.Select(
        TimespecGen.OwnForm, TimespecGen.Moment, TimespecGen.Zone).Sample(
        (when, after, zone) =>
        {
            var next = when.After(after, zone)!.Value.UtcDateTime;
            var before = TimeZoneInfo.ConvertTimeFromUtc(next.AddMinutes(-1), zone);
            var reading = TimeZoneInfo.ConvertTimeFromUtc(next, zone);

            // More than one minute on only when the clock jumped; then a time jumped over counts.
            var isNamed = ClockOracle.Matches(when, reading);
            for (var jumped = before.AddMinutes(1); jumped < reading; jumped = jumped.AddMinutes(1))
                isNamed |= !ClockOracle.NamesMinutes(when) && ClockOracle.Matches(when, jumped);
            Assert.True(isNamed, $"{when.Canonical()} at {reading:u} in {zone.Id}");
        },
        iter: 5_000);

    [Fact]
    public void A_later_question_never_has_an_earlier_answer() => Gen.Select(
        TimespecGen.Any, TimespecGen.Moment, Gen.Int[0, 3_000_000], TimespecGen.Zone).Sample(
        (when, after, seconds, zone) =>
            Assert.True(when.After(after, zone) <= when.After(after.AddSeconds(seconds), zone)),
        iter: 5_000);

    [Fact]
    public void Nothing_happens_between_a_question_and_its_answer() => Gen.Select(
        TimespecGen.Any, TimespecGen.Moment, Gen.Double[0, 1], TimespecGen.Zone).Sample(
        (when, after, part, zone) =>
        {
            var next = when.After(after, zone)!.Value;
            var between = after + (next - after) * part;
            if (between >= next) return;
            Assert.Equal(next, when.After(between, zone));
        },
        iter: 5_000);

    [Fact]
    public void The_offset_in_which_the_question_is_asked_does_not_matter() => Gen.Select(
        TimespecGen.Any, TimespecGen.Moment, Gen.Int[-14, 14], TimespecGen.Zone).Sample(
        (when, after, hours, zone) => Assert.Equal(
            when.After(after, zone), when.After(after.ToOffset(TimeSpan.FromHours(hours)), zone)),
        iter: 2_000);

    private static void AssertSound(string text, TimespecResult result)
    {
        if (result is not TimespecResult.Refused refused) return;

        Assert.InRange(refused.Position, 0, text.Length);
        Reading.AssertHelps(refused.Hint);
        Assert.DoesNotContain(refused.Message, char.IsControl);
    }
}

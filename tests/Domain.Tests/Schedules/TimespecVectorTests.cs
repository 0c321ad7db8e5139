using System.Globalization;
using System.Text.Json;
using Shield.Domain.Schedules;

namespace Shield.Domain.Tests.Schedules;

public sealed class TimespecVectorTests
{
    private static readonly JsonElement[] Vectors = Load();

    public static TheoryData<int, string> Accepted() => Cases(refused: false);

    public static TheoryData<int, string> Refused() => Cases(refused: true);

    [Fact]
    public void All_vectors_are_there() => Assert.Equal(262, Vectors.Length);

    [Theory]
    [MemberData(nameof(Accepted))]
    public void The_next_three_moments_are_those_of_the_vector(int index, string text)
    {
        var vector = Vectors[index];
        var when = Reading.Accepted(text);
        var zone = TimeZones.Find(vector.GetProperty("zone").GetString());
        var after = Moment(vector.GetProperty("now"));

        foreach (var expected in vector.GetProperty("next").EnumerateArray().Select(Moment))
        {
            Assert.Equal(expected.ToUniversalTime(), when.After(after, zone!));
            after = expected;
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_refused_vector_is_refused_with_a_hint_that_works(int index, string text)
    {
        Assert.True(Vectors[index].GetProperty("refused").GetBoolean());

        var refused = Reading.Refused(text);

        Reading.AssertHelps(refused.Hint);
        Assert.InRange(refused.Position, 0, text.Length);
    }

    private static TheoryData<int, string> Cases(bool refused)
    {
        var cases = new TheoryData<int, string>();
        for (var i = 0; i < Vectors.Length; i++)
            if (Vectors[i].GetProperty("refused").GetBoolean() == refused)
                cases.Add(i, Vectors[i].GetProperty("input").GetString()!);
        return cases;
    }

    private static JsonElement[] Load()
    {
        using var document = JsonDocument.Parse(
            Repository.Read("tests/Domain.Tests/Schedules/timespec-vectors.json"));
        return [.. document.RootElement.Clone().GetProperty("vectors").EnumerateArray()];
    }

    // Vectors give nanoseconds; .NET reads seven digits.
    private static DateTimeOffset Moment(JsonElement text) => DateTimeOffset.Parse(
        System.Text.RegularExpressions.Regex.Replace(text.GetString()!, @"(\.\d{7})\d+", "$1"),
        CultureInfo.InvariantCulture);
}

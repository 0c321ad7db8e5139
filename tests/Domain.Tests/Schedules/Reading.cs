using Shield.Domain.Schedules;

namespace Shield.Domain.Tests.Schedules;

internal static class Reading
{
    public static Timespec Accepted(string text)
    {
        var result = TimespecParser.Parse(text);
        if (result is TimespecResult.Refused refused)
            Assert.Fail($"'{text}' is refused at {refused.Position}: {refused.Message}; {refused.Hint}");
        return ((TimespecResult.Accepted)result).When;
    }

    public static TimespecResult.Refused Refused(string text)
    {
        var result = TimespecParser.Parse(text);
        if (result is TimespecResult.Accepted accepted)
            Assert.Fail($"'{text}' is accepted as {accepted.When}");
        return (TimespecResult.Refused)result;
    }

    /// <summary>Fails unless a hint quotes timespecs that are accepted, in their canonical form.</summary>
    public static void AssertHelps(string hint)
    {
        Assert.NotEmpty(Quoted(hint));
        foreach (var text in Quoted(hint)) Assert.Equal(text, Accepted(text).Canonical());
    }

    /// <summary>The timespecs that a hint quotes.</summary>
    private static string[] Quoted(string hint) =>
        [.. hint.Split('`').Where((_, i) => i % 2 == 1)];
}

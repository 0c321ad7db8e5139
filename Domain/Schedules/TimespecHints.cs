namespace Shield.Domain.Schedules;

/// <summary>Finds the nearest thing that would work by trying the repairs of a fault.</summary>
internal static class TimespecHints
{
    /// <summary>Offered when no repair leads anywhere.</summary>
    public const string Example = "daily at 4:00";

    private const int HintsMax = 2;

    /// <summary>A text with more than this many mistakes is not guessed at.</summary>
    private const int MistakesMax = 4;

    /// <summary>How many readings one refusal may cost.</summary>
    private const int ReadingsMax = 60;

    public static string For(string text, Fault fault)
    {
        var found = new List<string>();
        var readings = ReadingsMax;
        Try(text, fault, MistakesMax, found, ref readings);
        if (found.Count == 0) found.Add(Example);
        return $"try {string.Join(" or ", found.Select(canonical => $"`{canonical}`"))}";
    }

    private static void Try(string text, Fault fault, int mistakes, List<string> found, ref int readings)
    {
        var stillWrong = new List<(string Text, Fault Fault)>();
        foreach (var repair in fault.Repairs)
        {
            if (found.Count >= HintsMax || readings-- <= 0) return;

            var repaired = repair.Apply(text);
            var (when, next) = TimespecReader.Read(repaired);
            if (next is not null) stillWrong.Add((repaired, next));
            else if (when!.Canonical() is var canonical && !found.Contains(canonical)) found.Add(canonical);
        }

        if (found.Count > 0 || mistakes == 1) return;
        foreach (var (repaired, next) in stillWrong)
        {
            Try(repaired, next, mistakes - 1, found, ref readings);
            if (found.Count > 0 && !fault.IsAmbiguous) return;
        }
    }
}

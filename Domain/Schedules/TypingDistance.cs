namespace Shield.Domain.Schedules;

internal static class TypingDistance
{
    /// <summary>The text that differs least, the first of equals; null when all differ more.</summary>
    public static string? Nearest(string typed, IEnumerable<string> known, int errorsMax)
    {
        string? nearest = null;
        foreach (var candidate in known)
        {
            // The difference in length alone would be too much, and is cheaper to see.
            if (Math.Abs(candidate.Length - typed.Length) > errorsMax) continue;

            var errors = Between(candidate, typed);
            if (errors > errorsMax) continue;
            nearest = candidate;
            errorsMax = errors - 1;
        }
        return nearest;
    }

    /// <summary>Letters to insert, delete or replace to turn one text into the other, in any case.</summary>
    private static int Between(string left, string right)
    {
        var row = new int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++) row[column] = column;

        for (var line = 1; line <= left.Length; line++)
        {
            var diagonal = row[0];
            row[0] = line;
            for (var column = 1; column <= right.Length; column++)
            {
                var same = char.ToLowerInvariant(left[line - 1]) == char.ToLowerInvariant(right[column - 1]);
                var replaced = diagonal + (same ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.Min(replaced, Math.Min(row[column], row[column - 1]) + 1);
            }
        }
        return row[right.Length];
    }
}

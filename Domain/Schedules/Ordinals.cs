namespace Shield.Domain.Schedules;

internal static class Ordinals
{
    public static string Text(int number) => (number % 100, number % 10) switch
    {
        // The teens are "th" although they end in 1, 2 and 3.
        ( >= 11 and <= 13, _) => $"{number}th",
        (_, 1) => $"{number}st",
        (_, 2) => $"{number}nd",
        (_, 3) => $"{number}rd",
        _ => $"{number}th",
    };
}

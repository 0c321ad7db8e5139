namespace Shield.Benchmarks.Harness;

/// <summary>The median of several measurements, and how far they lie apart.</summary>
internal sealed record Spread(double Median, double Min, double Max)
{
    public static Spread Of(IEnumerable<double> measured)
    {
        double[] sorted = [.. measured.Order()];
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[^1]);
    }

    /// <summary>The same in another unit; a negative or inverse one would swap the ends.</summary>
    public Spread Times(double factor) => new(Median * factor, Min * factor, Max * factor);

    /// <summary>The median, and the ends in parentheses.</summary>
    /// <param name="decimals">How many digits after the point mean anything.</param>
    public string Text(int decimals)
    {
        var format = $"F{decimals}";
        return $"{Number(Median, format)} ({Number(Min, format)} to {Number(Max, format)})";
    }

    private static string Number(double value, string format) =>
        value.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
}

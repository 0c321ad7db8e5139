namespace Shield.Benchmarks.Harness;

/// <summary>Where the middle of many measurements is, and what 99 of 100 stay within.</summary>
internal sealed record Ranks(double Median, double Most)
{
    private const double MostOf = 0.99;

    public static Ranks Of(IEnumerable<double> measured)
    {
        double[] sorted = [.. measured.Order()];
        var rank = (int)Math.Ceiling(MostOf * sorted.Length);
        return new Ranks(Spread.Of(sorted).Median, sorted[rank - 1]);
    }
}

namespace Shield.Benchmarks.Harness;

/// <summary>What is asked for, by the environment.</summary>
/// <param name="Only">The letters or names of the parts to run; empty for all.</param>
/// <param name="Quick">Small sizes: that everything works is all that such a run says.</param>
internal sealed record Wanted(IReadOnlySet<string> Only, bool Quick)
{
    /// <summary>Whether its figures may stand in the documentation.</summary>
    public bool IsWhole => Only.Count == 0 && !Quick;

    /// <summary>Reads <c>ONLY=a,native.s3</c> and <c>QUICK=1</c>.</summary>
    public static Wanted Read()
    {
        const StringSplitOptions Tidy =
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var only = Environment.GetEnvironmentVariable("ONLY") ?? "";
        var quick = Environment.GetEnvironmentVariable("QUICK") ?? "";
        return new Wanted(only.Split([',', ' '], Tidy).ToHashSet(), quick is not ("" or "0"));
    }

    public bool Includes(IPart part) =>
        Only.Count == 0 || Only.Contains(part.Letter) || Only.Contains(part.Name);

    /// <summary>A size, or how often.</summary>
    public T Sized<T>(T full, T quick) => Quick ? quick : full;
}

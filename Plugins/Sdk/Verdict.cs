namespace Shield.Plugins.Sdk;

/// <summary>Either a value that may be trusted, or the reason why there is none.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
public abstract record Verdict<T>
{
    private Verdict()
    {
    }

    /// <summary>The value passed every check.</summary>
    public sealed record Good(T Value) : Verdict<T>;

    /// <summary>It did not; the reason is a lower-case fact for people, without any endpoint
    /// content.</summary>
    public sealed record Bad(string Reason) : Verdict<T>;
}

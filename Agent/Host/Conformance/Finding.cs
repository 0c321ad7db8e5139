namespace Shield.Agent.Host.Conformance;

/// <summary>What a check found.</summary>
internal abstract record Finding
{
    private Finding()
    {
    }

    /// <summary>The plugin does what it should.</summary>
    public static Finding Good { get; } = new Kept();

    /// <summary>It does not.</summary>
    /// <param name="what">What it did instead.</param>
    public static Finding Bad(string what) => new Broken(what);

    /// <summary>There was nothing to see.</summary>
    /// <param name="why">Why.</param>
    public static Finding Skip(string why) => new Skipped(why);

    internal sealed record Kept : Finding;

    internal sealed record Broken(string What) : Finding;

    internal sealed record Skipped(string Why) : Finding;
}

/// <summary>Ends a check from within.</summary>
internal sealed class CheckException(Finding finding) : Exception
{
    public Finding Finding => finding;

    /// <summary>The plugin did something that it should not.</summary>
    public static CheckException Bad(string what) => new(Finding.Bad(what));
}

/// <summary>Something is wrong with what the plugin is tried on, not with the plugin.</summary>
internal sealed class TrialException(string what) : Exception(what);

/// <summary>One thing that is looked at.</summary>
/// <param name="Name">What a good plugin does.</param>
/// <param name="RunAsync">Finds out whether it does.</param>
internal sealed record Check(string Name, Func<CancellationToken, Task<Finding>> RunAsync);

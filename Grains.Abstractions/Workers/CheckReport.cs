namespace Shield.Grains.Workers;

/// <summary>What a plugin has found out about an endpoint.</summary>
/// <param name="Verdict">How it went.</param>
/// <param name="Words">What it said, line by line, without secrets.</param>
[GenerateSerializer, Immutable, Alias("shield.CheckReport")]
public sealed record CheckReport(CheckVerdict Verdict, string Words);

/// <summary>How a check went.</summary>
public enum CheckVerdict
{
    /// <summary>The endpoint can be used.</summary>
    Valid,

    /// <summary>It cannot; the words say what is missing.</summary>
    Invalid,

    /// <summary>Nobody knows: the plugin speaks protocol 1, which has no check.</summary>
    Unknown,
}

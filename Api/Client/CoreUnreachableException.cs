namespace Shield.Api.Client;

/// <summary>Nobody answered: no connection, a connection that broke, no valid certificate, or silence for
/// longer than the client waits.</summary>
/// <param name="core">The address that was tried.</param>
/// <param name="reason">Why, as a lower-case fact.</param>
/// <param name="inner">What the network said.</param>
public sealed class CoreUnreachableException(Uri core, string reason, Exception inner)
    : Exception($"cannot reach the core at {core}: {reason}", inner)
{
    /// <summary>The address that was tried.</summary>
    public Uri Core { get; } = core;

    /// <summary>True when a connection broke after it was made, so that the core may have acted on what was
    /// sent.</summary>
    public bool WasConnected { get; init; }
}

namespace Shield.Plugins.S3.Server;

/// <summary>A connection that failed. The SDK knows the framework's own exceptions and sends such requests
/// again, ten times without a pause and without a word, whatever it is told; this one it does not
/// know.</summary>
/// <param name="fault">What the framework threw.</param>
internal sealed class WayFailure(Exception fault) : Exception(fault.Message)
{
    // Not the inner exception, which the SDK looks for.
    public Exception Fault { get; } = fault;
}

namespace Shield.Plugins.Sdk.Processes;

/// <summary>
/// A process could not even be tried: no supervisor, no memory, no descriptors. The message names the
/// program, never its arguments. (A plugin that is missing is no such case: it ends with 127.)
/// </summary>
public sealed class ProcessStartException(string message) : IOException(message);

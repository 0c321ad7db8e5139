namespace Shield.Plugins.Sdk.Processes;

/// <summary>How a process ended.</summary>
/// <param name="ExitCode">
/// The plugin's own code, or 128 + signal. From the supervisor come 122 (this process stood still for too
/// long, so the plugin was ended), 123 (the plugin said 0, but a process it had started still held its input
/// or output and had to be ended: the data cannot be trusted), 125 (nothing could be started), 126 (not
/// executable) and 127 (not found), each with a line on standard error.
/// </param>
/// <param name="Elapsed">From the start to the end of the last process.</param>
/// <param name="ErrorsWhole">
/// Whether standard error was read to its end; false if something outside kept it open, or if the callback
/// failed.
/// </param>
public sealed record ProcessEnd(int ExitCode, TimeSpan Elapsed, bool ErrorsWhole);

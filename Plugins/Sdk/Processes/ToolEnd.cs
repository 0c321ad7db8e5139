namespace Shield.Plugins.Sdk.Processes;

/// <summary>How a tool ended.</summary>
/// <param name="ExitCode">Its own code, or 128 + signal.</param>
/// <param name="Output">What <see cref="ToolOutput.Text"/> kept of its standard output, else empty.</param>
/// <param name="Errors">What <see cref="ToolOutput.Text"/> kept of its standard error, else empty.</param>
public sealed record ToolEnd(int ExitCode, string Output, string Errors);

namespace Shield.Plugins.Sdk;

/// <summary>Ends the call with an exit code and one or more lines for standard error.</summary>
/// <param name="exit">The exit code; never <see cref="PluginExit.Ok"/>.</param>
/// <param name="message">What went wrong, for people; lines are parted by newlines and hold no
/// secret.</param>
public sealed class PluginException(PluginExit exit, string message) : Exception(message)
{
    /// <summary>The exit code of the process.</summary>
    public PluginExit Exit { get; } = exit;
}

namespace Shield.Plugins.Sdk;

/// <summary>Words for the exit codes of plugins.</summary>
public static class PluginExitText
{
    /// <summary>What an exit code means, in words, or null for a code that the protocol leaves
    /// open.</summary>
    /// <param name="exitCode">The exit code of a plugin, 0 to 255.</param>
    public static string? Words(int exitCode) => (PluginExit)exitCode switch
    {
        PluginExit.Ok => "success",
        PluginExit.Usage => "it was called with an unknown action, flag or argument",
        PluginExit.Unsupported => "it does not support this action",
        PluginExit.ProgramFailed => "a program that it ran failed",
        PluginExit.Failed => "it failed",
        PluginExit.EndpointNotAnObject => "the endpoint is not a JSON object",
        PluginExit.KeyMissing => "the key is missing",
        PluginExit.FieldMissing => "a required endpoint field is missing",
        PluginExit.FieldInvalid => "an endpoint field has the wrong type or value",
        _ => null,
    };
}

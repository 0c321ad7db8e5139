namespace Shield.Plugins.Sdk;

/// <summary>The exit codes of our own plugins, each with one meaning (docs/plugins.md, "Exit
/// codes").</summary>
public enum PluginExit
{
    /// <summary>Everything asked for was done.</summary>
    Ok = 0,

    /// <summary>Unknown action, flag or argument.</summary>
    Usage = 1,

    /// <summary>The plugin does not support the action.</summary>
    Unsupported = 2,

    /// <summary>A program that the plugin ran failed.</summary>
    ProgramFailed = 3,

    /// <summary>Any other failure.</summary>
    Failed = 4,

    /// <summary>The endpoint is not a JSON object.</summary>
    EndpointNotAnObject = 10,

    /// <summary>The action needs a key, and none was given.</summary>
    KeyMissing = 11,

    /// <summary>A required endpoint field is missing.</summary>
    FieldMissing = 12,

    /// <summary>An endpoint field has the wrong type or value.</summary>
    FieldInvalid = 13,
}

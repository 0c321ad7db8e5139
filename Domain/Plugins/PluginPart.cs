namespace Shield.Domain.Plugins;

/// <summary>As what a plugin is used.</summary>
public enum PluginPart
{
    /// <summary>It backs up and restores.</summary>
    Target,

    /// <summary>It keeps archives.</summary>
    Store,
}

namespace Shield.Plugins.Sdk;

/// <summary>The part a plugin plays in a call, and the part an endpoint field belongs to.</summary>
public enum PluginMode
{
    /// <summary>The system whose data is backed up and restored.</summary>
    Target,

    /// <summary>The place where archives are kept.</summary>
    Store,
}

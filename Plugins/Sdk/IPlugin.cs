namespace Shield.Plugins.Sdk;

/// <summary>What every plugin has; implement <see cref="ITargetPlugin"/>, <see cref="IStorePlugin"/> or
/// both.</summary>
public interface IPlugin
{
    /// <summary>Name, author, version and endpoint fields; the features follow from the interfaces.</summary>
    PluginInfo Info { get; }
}

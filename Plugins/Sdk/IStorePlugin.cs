namespace Shield.Plugins.Sdk;

/// <summary>A place where archives are kept.</summary>
/// <remarks>Failures are thrown as <see cref="PluginException"/>; anything else becomes exit code
/// 4.</remarks>
public interface IStorePlugin : IPlugin
{
    /// <summary>Keeps what <see cref="PluginCall.Input"/> holds. The object becomes visible only when the
    /// input ended; when the token fires or this throws, nothing is left behind.</summary>
    /// <param name="call">The endpoint, the streams and the place for messages.</param>
    /// <param name="cancellationToken">Fires on SIGTERM, SIGINT and SIGHUP; three seconds are left
    /// then.</param>
    Task<StoredObject> StoreAsync(PluginCall call, CancellationToken cancellationToken);

    /// <summary>Writes the object to <see cref="PluginCall.Output"/>; an unknown key is a failure.</summary>
    /// <param name="call">The endpoint, the streams and the place for messages.</param>
    /// <param name="key">A key from outside: to be checked before it is used.</param>
    /// <param name="cancellationToken">Fires on SIGTERM, SIGINT and SIGHUP; three seconds are left
    /// then.</param>
    Task RetrieveAsync(PluginCall call, string key, CancellationToken cancellationToken);

    /// <summary>Removes the object; what is not there counts as removed.</summary>
    /// <inheritdoc cref="RetrieveAsync"/>
    Task PurgeAsync(PluginCall call, string key, CancellationToken cancellationToken);

    /// <summary>Every object of the store, in any order, without what is still being written.</summary>
    /// <inheritdoc cref="StoreAsync"/>
    IAsyncEnumerable<ListedObject> ListAsync(PluginCall call, CancellationToken cancellationToken);

    /// <summary>Reaches the store as <c>store</c> would, and leaves nothing.</summary>
    /// <inheritdoc cref="StoreAsync"/>
    Task ValidateAsync(PluginCall call, CancellationToken cancellationToken);
}

using System.Text.Json.Nodes;

namespace Shield.Plugins.Sdk;

/// <summary>A system whose data can be backed up and restored.</summary>
/// <remarks>Failures are thrown as <see cref="PluginException"/>; anything else becomes exit code
/// 4.</remarks>
public interface ITargetPlugin : IPlugin
{
    /// <summary>Writes the backup to standard output: to <see cref="PluginCall.Output"/>, or by a program
    /// that inherits it.</summary>
    /// <param name="call">The endpoint, the streams and the place for messages.</param>
    /// <param name="cancellationToken">Fires on SIGTERM, SIGINT and SIGHUP; three seconds are left
    /// then.</param>
    Task BackupAsync(PluginCall call, CancellationToken cancellationToken);

    /// <summary>Restores what standard input holds: from <see cref="PluginCall.Input"/>, or by a program that
    /// inherits it.</summary>
    /// <inheritdoc cref="BackupAsync"/>
    Task RestoreAsync(PluginCall call, CancellationToken cancellationToken);

    /// <summary>Reaches the system as a backup would, and changes nothing.</summary>
    /// <inheritdoc cref="BackupAsync"/>
    Task ValidateAsync(PluginCall call, CancellationToken cancellationToken);

    /// <summary>Describes the content now; equal before a backup and after its restore.</summary>
    /// <returns>An object of counts and digests, holding no content and no secret.</returns>
    /// <inheritdoc cref="BackupAsync"/>
    Task<JsonObject> FingerprintAsync(PluginCall call, CancellationToken cancellationToken) =>
        throw new PluginException(PluginExit.Unsupported, "this plugin has no fingerprint");
}

using Shield.Silo.Hosting;
using Shield.Silo.Hosting.Keys;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Host;

/// <summary><c>shieldd keys backup FILE</c> and <c>shieldd keys restore FILE</c>: the keys of this installation
/// as one encrypted file, and back. The service must not be running.</summary>
internal static class KeysCommand
{
    /// <summary>Writes the keys, which are made if there are none yet.</summary>
    public static Task BackUpAsync(ShieldSettings settings, string file)
    {
        using var home = HomeFolder.Open(settings.Home);
        using (var keys = KeyRing.Open(home.KeysFolder)) _ = keys.Core;
        KeyBackup.Write(home.KeysFolder, file, Passphrase.Ask("passphrase for the backup", twice: true));
        Console.WriteLine($"the keys of {settings.Home} are in {file}; without the passphrase nobody opens it");
        return Task.CompletedTask;
    }

    /// <summary>Puts the keys back.</summary>
    public static Task RestoreAsync(ShieldSettings settings, string file)
    {
        using var home = HomeFolder.Open(settings.Home);
        KeyBackup.Restore(home.KeysFolder, file, Passphrase.Ask("passphrase of the backup", twice: false));
        Console.WriteLine($"the keys are in {home.KeysFolder}");
        return Task.CompletedTask;
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Shield.Silo.Hosting.Settings;

/// <summary>Files with certificates and keys in PEM, as settings name them.</summary>
internal static class PemFiles
{
    /// <summary>The text of the file that a setting names; null after a fault.</summary>
    public static string? Read(
        SettingValues values, Setting setting, string file, Func<string, string?> readFile)
    {
        var text = readFile(file);
        if (text is null) values.Fault($"{setting.Name} is \"{file}\", which cannot be read");
        return text;
    }

    /// <summary>Whether these are a certificate and its key; says so when they are not.</summary>
    public static bool AreOne(
        SettingValues values, (Setting Setting, string Text) cert, (Setting Setting, string Text) key)
    {
        try
        {
            using var both = X509Certificate2.CreateFromPem(cert.Text, key.Text);
            if (both.HasPrivateKey) return true;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            // Said below, as when the key is missing.
        }

        var names = $"{cert.Setting.Name} and {key.Setting.Name}";
        values.Fault($"{names} are no certificate and its key: expected PEM, the key not encrypted");
        return false;
    }

    /// <summary>Whether there is any certificate in a text, and nothing that only looks like one.</summary>
    public static bool HoldsCertificates(string text)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPem(text);
            return all.Count > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
        finally
        {
            foreach (var one in all) one.Dispose();
        }
    }
}

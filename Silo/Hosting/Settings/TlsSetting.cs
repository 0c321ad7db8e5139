using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Shield.Silo.Hosting.Settings;

/// <summary>The certificate of the API and its key.</summary>
internal static class TlsSetting
{
    /// <summary>Both files, tried; null when neither is set, and after a fault.</summary>
    public static TlsFiles? Take(SettingValues values, Func<string, string?> readFile)
    {
        var (cert, key) = (values.Find(Setting.TlsCert.Name), values.Find(Setting.TlsKey.Name));
        if (cert is null && key is null) return null;
        if (cert is null || key is null)
        {
            values.Fault($"{Setting.TlsCert.Name} and {Setting.TlsKey.Name}: set both or neither");
            return null;
        }

        var certText = Read(values, Setting.TlsCert, cert, readFile);
        var keyText = Read(values, Setting.TlsKey, key, readFile);
        if (certText is null || keyText is null) return null;
        if (AreOne(certText, keyText)) return new TlsFiles(cert, key);
        var names = $"{Setting.TlsCert.Name} and {Setting.TlsKey.Name}";
        values.Fault($"{names} are no certificate and its key: expected PEM, the key not encrypted");
        return null;
    }

    private static string? Read(
        SettingValues values, Setting setting, string file, Func<string, string?> readFile)
    {
        var text = readFile(file);
        if (text is null) values.Fault($"{setting.Name} is \"{file}\", which cannot be read");
        return text;
    }

    private static bool AreOne(string cert, string key)
    {
        try
        {
            using var both = X509Certificate2.CreateFromPem(cert, key);
            return both.HasPrivateKey;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return false;
        }
    }
}

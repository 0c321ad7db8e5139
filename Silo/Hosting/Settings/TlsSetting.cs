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

        var certText = PemFiles.Read(values, Setting.TlsCert, cert, readFile);
        var keyText = PemFiles.Read(values, Setting.TlsKey, key, readFile);
        if (certText is null || keyText is null) return null;
        return PemFiles.AreOne(values, (Setting.TlsCert, certText), (Setting.TlsKey, keyText))
            ? new TlsFiles(cert, key)
            : null;
    }
}

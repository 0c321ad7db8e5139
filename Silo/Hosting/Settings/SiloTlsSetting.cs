namespace Shield.Silo.Hosting.Settings;

/// <summary>The certificate of this silo, its key, and the authority that all silos of the cluster trust.
/// </summary>
internal static class SiloTlsSetting
{
    private static readonly Setting[] All = [Setting.SiloCert, Setting.SiloKey, Setting.SiloCa];

    /// <summary>Whether anything is said of them, right or wrong.</summary>
    public static bool IsNamed(SettingValues values) => All.Any(one => values.Find(one.Name) is not null);

    /// <summary>All three files, tried; null when none is set, and after a fault.</summary>
    public static SiloTlsFiles? Take(SettingValues values, Func<string, string?> readFile)
    {
        if (!IsNamed(values)) return null;
        if (values.Find(Setting.SiloCert.Name) is not { } cert
            || values.Find(Setting.SiloKey.Name) is not { } key
            || values.Find(Setting.SiloCa.Name) is not { } ca)
        {
            var names = $"{Setting.SiloCert.Name}, {Setting.SiloKey.Name} and {Setting.SiloCa.Name}";
            values.Fault($"{names}: set all three or none");
            return null;
        }

        var certText = PemFiles.Read(values, Setting.SiloCert, cert, readFile);
        var keyText = PemFiles.Read(values, Setting.SiloKey, key, readFile);
        var caText = PemFiles.Read(values, Setting.SiloCa, ca, readFile);
        if (certText is null || keyText is null || caText is null) return null;
        var isPair = PemFiles.AreOne(values, (Setting.SiloCert, certText), (Setting.SiloKey, keyText));
        var isAuthority = PemFiles.HoldsCertificates(caText);
        if (!isAuthority)
            values.Fault($"{Setting.SiloCa.Name} is \"{ca}\", which holds no certificate: expected PEM");
        return isPair && isAuthority ? new SiloTlsFiles(cert, key, ca) : null;
    }
}

using Shield.Silo.Catalog;

namespace Shield.Silo.Hosting.Settings;

/// <summary>Where the catalog is. What is said of it holds a password, and is never repeated.</summary>
internal static class DatabaseSetting
{
    private const string Expected =
        "expected Host=db1;Database=shield;Username=shield;Password=… or postgresql://shield@db1/shield";

    /// <summary>The server; null for the embedded catalog, and after a fault.</summary>
    public static CatalogServer? Take(SettingValues values, Func<string, string?> readFile)
    {
        var (text, file) = (values.Find(Setting.Database.Name), values.Find(Setting.DatabaseFile.Name));
        if (text is not null && file is not null)
        {
            values.Fault(
                $"{Setting.Database.Name} and {Setting.DatabaseFile.Name} are both set: leave one out");
            return null;
        }

        if (text is not null) return Parse(values, Setting.Database, text);
        if (file is null) return null;
        if (readFile(file) is { } content) return Parse(values, Setting.DatabaseFile, content.Trim());
        values.Fault($"{Setting.DatabaseFile.Name} is \"{file}\", which cannot be read");
        return null;
    }

    private static CatalogServer? Parse(SettingValues values, Setting setting, string text)
    {
        var server = CatalogServer.Parse(text);
        if (server is null) values.Fault($"{setting.Name} does not say how to reach a database: {Expected}");
        return server;
    }
}

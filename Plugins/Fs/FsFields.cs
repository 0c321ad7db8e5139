using Shield.Plugins.Sdk;

namespace Shield.Plugins.Fs;

/// <summary>What an endpoint of this plugin may hold.</summary>
internal static class FsFields
{
    public const string BaseDir = "base_dir";
    public const string Include = "include";
    public const string Exclude = "exclude";
    public const string Exact = "exact";

    public static IReadOnlyList<EndpointField> All { get; } =
    [
        new()
        {
            Mode = PluginMode.Target, Name = BaseDir, Type = EndpointFieldType.AbsolutePath, Required = true,
            Title = "Base directory", Placeholder = "/srv/www", Example = "/srv/www",
            Help = "The directory whose whole content is backed up, and into which it is restored.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = Include, Type = EndpointFieldType.List,
            Title = "Files to include", Placeholder = "*.conf", Example = "*.conf",
            Help = "Patterns, one a line. Without a slash they match names at any depth, with one the path "
                + "below the base directory. A directory that matches comes whole. Empty means everything.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = Exclude, Type = EndpointFieldType.List,
            Title = "Files to exclude", Placeholder = "*.tmp", Example = "cache/sessions",
            Help = "Patterns as for include. What matches is left out, even where include matches too.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = Exact, Type = EndpointFieldType.Flag, Default = "false",
            Title = "Restore exactly",
            Help = "A restore also removes what is in the base directory and not in the archive, excluded "
                + "files among it. Otherwise it adds and replaces, and removes nothing.",
        },
        new()
        {
            Mode = PluginMode.Store, Name = BaseDir, Type = EndpointFieldType.AbsolutePath, Required = true,
            Title = "Base directory", Placeholder = "/var/backups/shield", Example = "/var/backups/shield",
            Help = "The directory in which archives are kept. It is made when it does not exist.",
        },
    ];
}

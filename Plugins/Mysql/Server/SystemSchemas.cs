namespace Shield.Plugins.Mysql.Server;

/// <summary>What belongs to the server and not to its users.</summary>
internal static class SystemSchemas
{
    public static bool Contains(string name) =>
        name.ToLowerInvariant() is "mysql" or "sys" or "information_schema" or "performance_schema";
}

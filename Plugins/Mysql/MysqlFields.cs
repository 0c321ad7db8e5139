using Shield.Plugins.Sdk;

namespace Shield.Plugins.Mysql;

/// <summary>What an endpoint of this plugin may hold.</summary>
internal static class MysqlFields
{
    public const string User = "mysql_user";
    public const string Password = "mysql_password";
    public const string Host = "mysql_host";
    public const string Port = "mysql_port";
    public const string Socket = "mysql_socket";
    public const string Database = "mysql_database";
    public const string Options = "mysql_options";
    public const string SslMode = "mysql_ssl_mode";
    public const string SslCa = "mysql_ssl_ca";
    public const string SslCert = "mysql_ssl_cert";
    public const string SslKey = "mysql_ssl_key";
    public const string BinDir = "mysql_bindir";

    public static IReadOnlyList<EndpointField> All => [.. Connection, .. Content, .. Security, .. Means];

    private static EndpointField[] Connection { get; } =
    [
        new()
        {
            Mode = PluginMode.Target, Name = User, Type = EndpointFieldType.Text, Required = true,
            Title = "User", Placeholder = "shield", Example = "shield",
            Help = "The account that backs up and restores.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = Password, Type = EndpointFieldType.Password,
            Title = "Password",
            Help = "Empty where the server asks for none.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = Host, Type = EndpointFieldType.Text, Default = "127.0.0.1",
            Title = "Host", Placeholder = "db1.example.org", Example = "127.0.0.1",
            Help = "Name or address of the server.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = Port, Type = EndpointFieldType.Port, Default = "3306",
            Title = "Port", Example = "3306",
            Help = "Where the server listens.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = Socket, Type = EndpointFieldType.AbsolutePath,
            Title = "Socket", Placeholder = "/run/mysqld/mysqld.sock", Example = "/run/mysqld/mysqld.sock",
            Help = "The socket of a server on the agent's machine, instead of host and port.",
        },
    ];

    private static EndpointField[] Content { get; } =
    [
        new()
        {
            Mode = PluginMode.Target, Name = Database, Type = EndpointFieldType.Text,
            Title = "Database", Placeholder = "shop", Example = "shop",
            Help = "The one database to back up. Empty means all of them but those of the system.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = Options, Type = EndpointFieldType.Text,
            Title = "Options of the dump", Placeholder = "--ignore-table=shop.cache",
            Example = "--lock-all-tables",
            Help = "Further options of mariadb-dump or mysqldump, parted by blanks. Only those that neither "
                + "read nor write files nor make an archive that cannot be checked.",
        },
    ];

    private static EndpointField[] Security { get; } =
    [
        new()
        {
            Mode = PluginMode.Target, Name = SslMode, Type = EndpointFieldType.Choice, Default = "prefer",
            Title = "TLS", Enum = ["disable", "prefer", "require", "verify-full"],
            Help = "prefer is what the client programs do by themselves; verify-full also checks who the "
                + "server is.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = SslCa, Type = EndpointFieldType.Pem,
            Title = "Certificate authority", Help = "Who vouches for the server; needed for verify-full.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = SslCert, Type = EndpointFieldType.Pem,
            Title = "Client certificate", Help = "For accounts that must show one.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = SslKey, Type = EndpointFieldType.Pem,
            Title = "Client key", Help = "The key of the client certificate.",
        },
    ];

    private static EndpointField[] Means { get; } =
    [
        new()
        {
            Mode = PluginMode.Target, Name = BinDir, Type = EndpointFieldType.AbsolutePath,
            Title = "Programs", Placeholder = "/usr/bin", Example = "/usr/bin",
            Help = "The folder of mariadb and mariadb-dump, or of mysql and mysqldump. Empty means those in "
                + "PATH.",
        },
    ];
}

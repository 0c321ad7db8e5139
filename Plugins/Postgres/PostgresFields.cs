using Shield.Plugins.Sdk;

namespace Shield.Plugins.Postgres;

/// <summary>What an endpoint of this plugin may hold.</summary>
internal static class PostgresFields
{
    public const string User = "pg_user";
    public const string Password = "pg_password";
    public const string Host = "pg_host";
    public const string Port = "pg_port";
    public const string Database = "pg_database";
    public const string SslMode = "pg_sslmode";
    public const string SslRootCertificate = "pg_sslrootcert";
    public const string BinDir = "pg_bindir";

    public static IReadOnlyList<EndpointField> All => [.. Connection, .. Content, .. Means];

    private static EndpointField[] Connection { get; } =
    [
        new()
        {
            Mode = PluginMode.Target, Name = User, Type = EndpointFieldType.Text, Required = true,
            Title = "User", Placeholder = "shield", Example = "shield",
            Help = "The role that backs up and restores.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = Password, Type = EndpointFieldType.Password,
            Title = "Password",
            Help = "Empty where the server asks for none, or the agent's own ~/.pgpass has it.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = Host, Type = EndpointFieldType.Text,
            Title = "Host", Placeholder = "db1.example.org", Example = "127.0.0.1",
            Help = "Name or address of the server, or the folder of its socket. Empty means the socket of "
                + "this machine.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = Port, Type = EndpointFieldType.Port, Default = "5432",
            Title = "Port", Example = "5432",
            Help = "Where the server listens.",
        },
    ];

    private static EndpointField[] Content { get; } =
    [
        new()
        {
            Mode = PluginMode.Target, Name = Database, Type = EndpointFieldType.Text,
            Title = "Database", Placeholder = "shop", Example = "shop",
            Help = "The one database to back up. Empty means all of them, with roles and their passwords.",
        },
    ];

    private static EndpointField[] Means { get; } =
    [
        new()
        {
            Mode = PluginMode.Target, Name = SslMode, Type = EndpointFieldType.Choice, Default = "prefer",
            Title = "TLS", Enum = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"],
            Help = "As sslmode of PostgreSQL: prefer takes TLS where the server has it, verify-full also "
                + "checks who it is.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = SslRootCertificate, Type = EndpointFieldType.Pem,
            Title = "Certificate authority",
            Help = "Who vouches for the server; needed for verify-ca and verify-full.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = BinDir, Type = EndpointFieldType.AbsolutePath,
            Title = "Programs", Placeholder = "/usr/lib/postgresql/15/bin",
            Example = "/usr/lib/postgresql/15/bin",
            Help = "The folder of psql, pg_dump, pg_restore and pg_dumpall. Empty means those in PATH.",
        },
    ];
}

using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis;

/// <summary>What an endpoint of this plugin may hold.</summary>
internal static class RedisFields
{
    public const string Host = "redis_host";
    public const string Port = "redis_port";
    public const string Username = "redis_username";
    public const string Password = "redis_password";
    public const string Tls = "redis_tls";
    public const string CaCertificate = "redis_ca_cert";
    public const string ClientCertificate = "redis_client_cert";
    public const string ClientKey = "redis_client_key";
    public const string SkipValidation = "skip_ssl_validation";
    public const string Method = "redis_method";
    public const string File = "redis_rdb_file";
    public const string ListenHost = "redis_listen_host";
    public const string ListenPort = "redis_listen_port";
    public const string AnnounceHost = "redis_announce_host";
    public const string AnnouncePort = "redis_announce_port";
    public const string StagingDir = "redis_staging_dir";
    public const string Modules = "redis_restore_modules";

    public const string Network = "network";
    public const string ByFile = "file";

    public static IReadOnlyList<EndpointField> All => [.. Connection, .. Trust, .. Means, .. WayBack];

    private static EndpointField[] Connection { get; } =
    [
        new()
        {
            Mode = PluginMode.Target, Name = Host, Type = EndpointFieldType.Text, Default = "127.0.0.1",
            Title = "Host", Placeholder = "redis1.example.org", Example = "127.0.0.1",
            Help = "Name or address of the server, or the path of its socket.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = Port, Type = EndpointFieldType.Port, Default = "6379",
            Title = "Port", Example = "6379", Help = "Where the server listens.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = Username, Type = EndpointFieldType.Text,
            Title = "User", Placeholder = "shield", Example = "shield",
            Help = "The user of the server's access list. Empty means the default user.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = Password, Type = EndpointFieldType.Password,
            Title = "Password", Help = "Empty where the server asks for none.",
        },
    ];

    private static EndpointField[] Trust { get; } =
    [
        new()
        {
            Mode = PluginMode.Target, Name = Tls, Type = EndpointFieldType.Flag, Default = "false",
            Title = "TLS", Help = "Whether the port speaks TLS.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = CaCertificate, Type = EndpointFieldType.Pem,
            Title = "Certificate authority",
            Help = "Who vouches for the server. Empty means whom this machine trusts.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = ClientCertificate, Type = EndpointFieldType.Pem,
            Title = "Client certificate",
            Help = "Where the server asks for one, as Redis does unless told otherwise. Also shown to a "
                + "server that replicates over TLS, when it fetches a restore.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = ClientKey, Type = EndpointFieldType.Pem,
            Title = "Key of the client certificate", Help = "Not encrypted.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = SkipValidation, Type = EndpointFieldType.Flag, Default = "false",
            Title = "Trust anybody",
            Help = "Does not check who the server is. Anyone between may read and change everything.",
        },
    ];

    private static EndpointField[] Means { get; } =
    [
        new()
        {
            Mode = PluginMode.Target, Name = Method, Type = EndpointFieldType.Choice, Default = Network,
            Title = "How to back up", Enum = [Network, ByFile],
            Help = "network: as a replica would. file: by BGSAVE and the file it writes, for an agent on the "
                + "server's own machine.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = File, Type = EndpointFieldType.AbsolutePath,
            Title = "RDB file", Placeholder = "/var/lib/redis/dump.rdb", Example = "/var/lib/redis/dump.rdb",
            Help = "The file that BGSAVE writes. Empty means to ask the server (CONFIG GET).",
        },
    ];

    private static EndpointField[] WayBack { get; } =
    [
        new()
        {
            Mode = PluginMode.Target, Name = ListenHost, Type = EndpointFieldType.Text,
            Title = "Listen on", Placeholder = "0.0.0.0", Example = "10.0.0.5",
            Help = "The agent's address where the server fetches a restore. Empty means the one by which the "
                + "agent reaches the server.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = ListenPort, Type = EndpointFieldType.Port,
            Title = "Listen on port", Example = "16379", Help = "Empty means any that is free.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = AnnounceHost, Type = EndpointFieldType.Text,
            Title = "Announced address", Placeholder = "agent1.example.org", Example = "192.0.2.7",
            Help = "Where the server is told to fetch a restore, if it sees the agent at another address.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = AnnouncePort, Type = EndpointFieldType.Port,
            Title = "Announced port", Example = "16379", Help = "The same for the port.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = StagingDir, Type = EndpointFieldType.AbsolutePath,
            Title = "Staging folder", Placeholder = "/var/tmp", Example = "/var/tmp",
            Help = "A restore is checked whole before the server hears of it, and needs that much room here. "
                + "Empty means the agent's TMPDIR.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = Modules, Type = EndpointFieldType.Flag, Default = "false",
            Title = "Restore data of modules",
            Help = "Only if the server has the same modules, as old as those of the archive or newer: over "
                + "data that it cannot load a server ends itself, and does not start again.",
        },
    ];
}

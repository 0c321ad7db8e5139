using Shield.Plugins.Sdk;

namespace Shield.Plugins.Rabbitmq;

/// <summary>What an endpoint of this plugin may hold.</summary>
internal static class RabbitmqFields
{
    public const string Url = "rmq_url";
    public const string Username = "rmq_username";
    public const string Password = "rmq_password";
    public const string SkipSslValidation = "skip_ssl_validation";
    public const string CaCertificate = "ca_cert";
    public const string Vhost = "vhost";
    public const string Messages = "messages";
    public const string MessagesExclude = "messages_exclude";
    public const string AmqpUrl = "amqp_url";
    public const string Overwrite = "overwrite";
    public const string Users = "users";

    public static IReadOnlyList<EndpointField> All => [.. Connection, .. Content, .. Restoring];

    private static EndpointField[] Connection { get; } =
    [
        new()
        {
            Mode = PluginMode.Target, Name = Url, Type = EndpointFieldType.Url, Required = true,
            Title = "Management URL", Placeholder = "https://mq1.example.org:15671",
            Example = "http://127.0.0.1:15672",
            Help = "Where the management plugin of RabbitMQ listens. Name and password are not part of it.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = Username, Type = EndpointFieldType.Text, Required = true,
            Title = "User", Placeholder = "shield", Example = "shield",
            Help = "An account with the tag administrator.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = Password, Type = EndpointFieldType.Password, Required = true,
            Title = "Password", Help = "The password of that account.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = SkipSslValidation, Type = EndpointFieldType.Flag,
            Default = "false", Title = "Skip TLS validation",
            Help = "Takes any certificate of the server. Whoever is between may then read the password.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = CaCertificate, Type = EndpointFieldType.Pem,
            Title = "Certificate authority",
            Help = "Who vouches for the server; empty means those that the agent's machine trusts.",
        },
    ];

    private static EndpointField[] Content { get; } =
    [
        new()
        {
            Mode = PluginMode.Target, Name = Vhost, Type = EndpointFieldType.Text,
            Title = "Virtual host", Placeholder = "shop", Example = "shop",
            Help = "The one virtual host to back up. Empty means all of them, with the users.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = Messages, Type = EndpointFieldType.Flag, Default = "false",
            Title = "Messages too",
            Help = "Backs up and restores messages over AMQP. While a queue is read, its messages are kept "
                + "from its consumers; afterwards they are marked as redelivered.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = MessagesExclude, Type = EndpointFieldType.List,
            Title = "Queues without messages", Placeholder = "audit.*", Example = "audit.*",
            Help = "Names of queues whose messages are left out, one a line; * stands for any characters. "
                + "Streams, and quorum queues with a delivery limit, have to be among them.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = AmqpUrl, Type = EndpointFieldType.Url,
            Title = "AMQP URL", Placeholder = "amqps://mq1.example.org:5671",
            Example = "amqp://127.0.0.1:5672",
            Help = "Where messages are read and written. Empty means the host of the management URL, with "
                + "the usual port.",
        },
    ];

    private static EndpointField[] Restoring { get; } =
    [
        new()
        {
            Mode = PluginMode.Target, Name = Overwrite, Type = EndpointFieldType.Flag, Default = "false",
            Title = "Restore by overwriting",
            Help = "A restore deletes each virtual host of the archive and makes it anew: all messages in "
                + "it are lost, and all clients lose their connection. Otherwise it adds what is missing.",
        },
        new()
        {
            Mode = PluginMode.Target, Name = Users, Type = EndpointFieldType.Flag, Default = "false",
            Title = "Restore users",
            Help = "A restore of all virtual hosts also brings back users with their passwords, replacing "
                + "those that exist, but never the account above.",
        },
    ];
}

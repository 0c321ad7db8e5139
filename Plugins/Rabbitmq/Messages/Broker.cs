using System.Net.Sockets;
using System.Security.Authentication;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Shield.Plugins.Rabbitmq.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Rabbitmq.Messages;

/// <summary>Opens connections that speak AMQP.</summary>
internal static class Broker
{
    /// <summary>The largest message that RabbitMQ can be told to take.</summary>
    private const uint MessageBytesMax = 512 * 1024 * 1024;

    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(15);

    /// <summary>A server that flushes to a busy disk may take its time.</summary>
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromMinutes(2);

    /// <param name="settings">Where, and as whom.</param>
    /// <param name="vhost">In which virtual host.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="PluginException">It cannot be opened; the message says what to do.</exception>
    public static async Task<IConnection> ConnectAsync(
        Settings settings, string vhost, CancellationToken cancellationToken)
    {
        IConnection? connection = null;
        try
        {
            connection = await FactoryFor(settings, vhost).CreateConnectionAsync(cancellationToken);
            // A virtual host that does not let us in is told only to whoever does something in it.
            await using var channel = await connection.CreateChannelAsync(
                cancellationToken: cancellationToken);
            return connection;
        }
        catch (Exception e) when (IsFault(e))
        {
            if (connection is not null) await connection.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw new PluginException(PluginExit.Failed, Explain(settings, vhost, e));
        }
    }

    /// <summary>What went wrong with a queue, in words.</summary>
    public static PluginException Failure(string what, Exception fault) =>
        new(PluginExit.Failed, fault switch
        {
            OperationInterruptedException { ShutdownReason: { } reason } =>
                $"{what}: RabbitMQ said {reason.ReplyCode} {reason.ReplyText}",
            _ => $"{what}: {fault.Message}",
        });

    /// <summary>Whether it is one of the faults that the client has.</summary>
    public static bool IsFault(Exception fault) =>
        fault is RabbitMQClientException or TimeoutException or IOException or SocketException;

    private static ConnectionFactory FactoryFor(Settings settings, string vhost) => new()
    {
        HostName = settings.Amqp.IdnHost,
        Port = settings.AmqpPortUsed,
        UserName = settings.Username,
        Password = settings.Password,
        VirtualHost = vhost,
        ClientProvidedName = "shield",
        AutomaticRecoveryEnabled = false,
        TopologyRecoveryEnabled = false,
        RequestedConnectionTimeout = ConnectPatience,
        ContinuationTimeout = AnswerPatience,
        MaxInboundMessageBodySize = MessageBytesMax,
        Ssl = new SslOption
        {
            Enabled = settings.AmqpIsSecure,
            ServerName = settings.Amqp.IdnHost,
            CertificateValidationCallback = settings.Trust.Accepts,
        },
    };

    private static string Explain(Settings settings, string vhost, Exception fault)
    {
        var place = $"AMQP at {settings.Amqp.IdnHost}:{settings.AmqpPortUsed}";
        var causes = new List<Exception>();
        for (Exception? cause = fault; cause is not null; cause = cause.InnerException) causes.Add(cause);
        return causes switch
        {
            _ when causes.OfType<AuthenticationFailureException>().Any() =>
                $"{place} rejected the name or the password; a user 'guest' may only come from the same host",
            _ when causes.OfType<AuthenticationException>().FirstOrDefault() is { } tls =>
                $"the TLS certificate of {place} is not accepted: {tls.Message}; give the authority that "
                + $"signed it in {RabbitmqFields.CaCertificate}",
            _ when causes.OfType<OperationInterruptedException>().FirstOrDefault() is { } refused =>
                $"{place} does not let '{settings.Username}' into virtual host '{vhost}' "
                + $"({refused.ShutdownReason?.ReplyText}): `rabbitmqctl set_permissions -p '{vhost}' "
                + $"{settings.Username} '.*' '.*' '.*'`",
            _ => $"{place} cannot be reached: {causes[^1].Message}; messages need it: say in "
                + $"{RabbitmqFields.AmqpUrl} where it is",
        };
    }
}

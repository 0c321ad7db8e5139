using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using Shield.Servers;

[assembly: SupportedOSPlatform("linux")]

// The tests mostly wait for the server.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]

namespace Shield.Plugins.Rabbitmq.Tests;

/// <summary>A folder and a virtual host of its own for one test, against a real server.</summary>
/// <remarks>Scripts see <c>$rmq</c>, the program, and what <c>sandbox.sh</c> has.</remarks>
public sealed class Sandbox : ShellSandbox
{
    private readonly RabbitmqServer _server;

    public Sandbox(RabbitmqServer server) : base("rabbitmq", "tests/Rabbitmq.Tests/sandbox.sh")
    {
        _server = server;
        File.WriteAllText(PathOf("curlrc"), $"user = \"{RabbitmqServer.User}:{server.Password}\"\n");
        File.WriteAllText(PathOf("ca.pem"), server.CaCertificate);
        Directory.CreateDirectory(PathOf("tmp"));
    }

    /// <summary>No other test has a virtual host or user whose name begins so.</summary>
    public string Vhost { get; } = $"t{Guid.NewGuid():n}"[..12];

    /// <summary>The management API.</summary>
    public string Url => $"http://{RabbitmqServer.Host}:{_server.ApiPort}";

    /// <summary>The management API with TLS.</summary>
    public string SecureUrl => $"https://{RabbitmqServer.Host}:{_server.SecureApiPort}";

    /// <summary>AMQP with TLS.</summary>
    public string SecureAmqpUrl => $"amqps://{RabbitmqServer.Host}:{_server.SecureAmqpPort}";

    /// <summary>An endpoint for this test's virtual host, as the administrator.</summary>
    public JsonObject Endpoint() => new()
    {
        ["rmq_url"] = Url,
        ["rmq_username"] = RabbitmqServer.User,
        ["rmq_password"] = _server.Password,
        ["amqp_url"] = $"amqp://{RabbitmqServer.Host}:{_server.AmqpPort}",
        ["vhost"] = Vhost,
    };

    /// <summary>The same, with other fields.</summary>
    public JsonObject Endpoint(params (string Name, JsonNode? Value)[] fields)
    {
        var endpoint = Endpoint();
        foreach (var (name, value) in fields) endpoint[name] = value;
        return endpoint;
    }

    /// <summary>Runs a script that must succeed with the usual endpoint.</summary>
    public string Good(string script) => Good(Endpoint(), script);

    /// <summary>A connection that is independent of the plugin.</summary>
    public Task<IConnection> ConnectAsync(string? user = null, string? password = null) =>
        new ConnectionFactory
        {
            HostName = RabbitmqServer.Host,
            Port = int.Parse(_server.AmqpPort, System.Globalization.CultureInfo.InvariantCulture),
            UserName = user ?? RabbitmqServer.User,
            Password = password ?? _server.Password,
            VirtualHost = Vhost,
        }.CreateConnectionAsync();

    /// <inheritdoc />
    protected override void AddVariables(IDictionary<string, string?> environment)
    {
        environment["vhost"] = Vhost;
        environment["api_url"] = Url;
        // What is left here is told from what others leave.
        environment["TMPDIR"] = PathOf("tmp");
    }

    /// <inheritdoc />
    protected override void CleanUp() => Run(Endpoint(), "drop_all");
}

namespace Shield.Servers;

/// <summary>A private RabbitMQ node on loopback, real and of its own for one test program.</summary>
public sealed class RabbitmqServer : IAsyncDisposable
{
    /// <summary>The administrator.</summary>
    public const string User = "shield";

    private const string Script = "rabbitmq.sh";

    private static readonly Lazy<Task<RabbitmqServer>> Common = new(StartAsync);

    private readonly string _folder;

    private RabbitmqServer(string folder) => _folder = folder;

    /// <summary>The node that all tests of this program share; each makes virtual hosts of its own. It ends
    /// with the program.</summary>
    public static Task<RabbitmqServer> SharedAsync() => Common.Value;

    /// <summary>Where it listens.</summary>
    public static string Host => "127.0.0.1";

    /// <summary>Of the management API; all ports stay the same over restarts.</summary>
    public string ApiPort { get; private set; } = "";

    /// <summary>Of AMQP.</summary>
    public string AmqpPort { get; private set; } = "";

    /// <summary>Of the management API with TLS.</summary>
    public string SecureApiPort { get; private set; } = "";

    /// <summary>Of AMQP with TLS.</summary>
    public string SecureAmqpPort { get; private set; } = "";

    /// <summary>The administrator's password.</summary>
    public string Password { get; private set; } = "";

    /// <summary>Who vouches for it, in PEM.</summary>
    public string CaCertificate { get; private set; } = "";

    /// <summary>Starts one; a test that kills it wants its own.</summary>
    public static async Task<RabbitmqServer> StartAsync()
    {
        // Not a private folder: the node runs as a user of its own. What lies in it is private.
        var server = new RabbitmqServer(
            Path.Combine(Path.GetTempPath(), $"shield-rabbitmq-{Guid.NewGuid():n}"));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Remove();
        await server.RestartAsync();
        return server;
    }

    /// <summary>Kills every process of it at once, as a power cut would.</summary>
    public Task KillAsync() => SystemScript.RunAsync(Script, "kill", _folder);

    /// <summary>Starts it again on the same ports, with the data that it has.</summary>
    public async Task RestartAsync()
    {
        var ports = (await SystemScript.RunAsync(Script, "start", _folder)).Split(' ');
        (ApiPort, AmqpPort, SecureApiPort, SecureAmqpPort) = (ports[0], ports[1], ports[2], ports[3]);
        Password = (await File.ReadAllTextAsync(Path.Combine(_folder, "password"))).TrimEnd();
        CaCertificate = await File.ReadAllTextAsync(Path.Combine(_folder, "ca.pem"));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Remove();
        return ValueTask.CompletedTask;
    }

    // Nobody wants its data any more. The script's own watch ends it when this process has gone without a
    // word.
    private void Remove()
    {
        if (!Directory.Exists(_folder)) return;
        SystemScript.RunAsync(Script, "kill", _folder).GetAwaiter().GetResult();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }
}

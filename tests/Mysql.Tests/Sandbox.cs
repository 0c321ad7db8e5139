using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Shield.Servers;

[assembly: SupportedOSPlatform("linux")]

// The tests mostly wait for servers and programs.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]

namespace Shield.Plugins.Mysql.Tests;

/// <summary>A folder and a database name of its own for one test, against a real server.</summary>
/// <remarks>Scripts see <c>$my</c>, the program, and what <c>sandbox.sh</c> has; the client
/// reaches the server as its superuser.</remarks>
public sealed class Sandbox : ShellSandbox
{
    private readonly MysqlServer _server;

    public Sandbox(MysqlServer server) : base("mysql", "tests/Mysql.Tests/sandbox.sh")
    {
        _server = server;
        File.WriteAllText(PathOf("client.cnf"), $"""
            [client]
            host={MysqlServer.Host}
            port={server.Port}
            user={MysqlServer.User}
            password={server.Password}
            protocol=tcp
            default-character-set=utf8mb4

            """);
        File.SetUnixFileMode(PathOf("client.cnf"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>No other test has a database or account whose name begins so.</summary>
    public string Database { get; } = $"t{Guid.NewGuid():n}"[..12];

    /// <summary>An endpoint for this test's database, as the superuser.</summary>
    public JsonObject Endpoint() => EndpointFor(Database);

    /// <summary>An endpoint for another one, or for all.</summary>
    public JsonObject EndpointFor(string? database)
    {
        var endpoint = new JsonObject
        {
            ["mysql_host"] = MysqlServer.Host,
            ["mysql_port"] = _server.Port,
            ["mysql_user"] = MysqlServer.User,
            ["mysql_password"] = _server.Password,
        };
        if (database is not null) endpoint["mysql_database"] = database;
        return endpoint;
    }

    /// <summary>The same with one more field.</summary>
    public JsonObject EndpointWith(string field, string value)
    {
        var endpoint = Endpoint();
        endpoint[field] = value;
        return endpoint;
    }

    /// <summary>Runs a script that must succeed with the usual endpoint.</summary>
    public string Good(string script) => Good(Endpoint(), script);

    /// <inheritdoc />
    protected override void AddVariables(IDictionary<string, string?> environment)
    {
        environment["db"] = Database;
        environment["socket"] = Path.Join(_server.Folder, "socket");
    }

    /// <inheritdoc />
    protected override void CleanUp() => Run(Endpoint(), "drop_all");
}

using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Shield.Servers;

[assembly: SupportedOSPlatform("linux")]

// The tests mostly wait for servers and programs.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]

namespace Shield.Plugins.Redis.Tests;

/// <summary>A folder for one test, and a server of its own.</summary>
/// <remarks>Scripts see <c>$redis</c>, the program, and what <c>sandbox.sh</c> has; <c>r</c> is redis-cli,
/// and reaches the server as its default user.</remarks>
public sealed class Sandbox(RedisServer server) : ShellSandbox("redis", "tests/Redis.Tests/sandbox.sh")
{
    /// <summary>The server's folder.</summary>
    public RedisServer Server => server;

    /// <summary>An endpoint for the server, as the default user.</summary>
    public JsonObject Endpoint() => new()
    {
        ["redis_host"] = RedisServer.Host,
        ["redis_port"] = server.Port,
        ["redis_password"] = server.Password,
        ["redis_staging_dir"] = Folder,
    };

    /// <summary>The same, with other fields besides; a null takes one out.</summary>
    public JsonObject EndpointWith(params (string Name, JsonNode? Value)[] fields)
    {
        var endpoint = Endpoint();
        foreach (var (name, value) in fields)
        {
            if (value is null) endpoint.Remove(name);
            else endpoint[name] = value;
        }

        return endpoint;
    }

    /// <summary>Runs a script that must succeed with the usual endpoint.</summary>
    public string Good(string script) => Good(Endpoint(), script);

    /// <inheritdoc />
    protected override void AddVariables(IDictionary<string, string?> environment)
    {
        environment["port"] = server.Port.ToString(CultureInfo.InvariantCulture);
        environment["server"] = server.Folder;
        environment["tests"] = $"{Environment.ProcessId}";
        environment["REDISCLI_AUTH"] = server.Password;
    }
}

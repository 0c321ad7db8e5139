using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Shield.Plugins.Etcd.Tests;
using Shield.Servers;

[assembly: SupportedOSPlatform("linux")]
[assembly: AssemblyFixture(typeof(EtcdServer))]

// The tests mostly wait for servers and programs.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]

namespace Shield.Plugins.Etcd.Tests;

/// <summary>A folder and a prefix for one test.</summary>
/// <remarks>Scripts see <c>$etcd</c>, the program, <c>$prefix</c>, and what <c>sandbox.sh</c> has;
/// <c>e</c> is etcdctl, as root.</remarks>
public sealed class Sandbox(EtcdServer server) : ShellSandbox("etcd", "tests/Etcd.Tests/sandbox.sh")
{
    private readonly string _prefix = $"/{Guid.NewGuid():n}/";

    /// <summary>An endpoint for the server, as root.</summary>
    public JsonObject Endpoint() => new()
    {
        ["etcd_urls"] = $"https://127.0.0.1:{server.Port}",
        ["etcd_username"] = "root",
        ["etcd_password"] = server.Password,
        ["etcd_ca_cert"] = server.Authority,
        ["etcd_prefix"] = _prefix,
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
        environment["prefix"] = _prefix;
        environment["ETCDCTL_ENDPOINTS"] = $"https://127.0.0.1:{server.Port}";
        environment["ETCDCTL_CACERT"] = server.AuthorityFile;
        environment["ETCDCTL_USER"] = "root";
        environment["ETCDCTL_PASSWORD"] = server.Password;
    }
}

using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Shield.Plugins.S3.Server;
using Shield.Servers;

[assembly: SupportedOSPlatform("linux")]

// The tests mostly wait for the server.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]

namespace Shield.Plugins.S3.Tests;

/// <summary>A folder and a bucket of its own for one test, on a real server.</summary>
public sealed class Sandbox : ShellSandbox
{
    private readonly CephServer _server;

    public Sandbox(CephServer server) : base("s3", "tests/S3.Tests/sandbox.sh")
    {
        _server = server;
        File.WriteAllText(PathOf("s3cfg"), $"""
            [default]
            access_key = {server.Owner.KeyId}
            secret_key = {server.Owner.Secret}
            host_base = {CephServer.Host}:{server.Port}
            host_bucket = {CephServer.Host}:{server.Port}
            use_https = False
            """);
    }

    public string BucketName { get; } = $"t{Guid.NewGuid():n}"[..14];

    /// <summary>An endpoint for this test's bucket.</summary>
    public JsonObject Endpoint(Action<JsonObject>? more = null)
    {
        var endpoint = new JsonObject
        {
            ["s3_host"] = CephServer.Host,
            ["s3_port"] = _server.Port,
            ["use_tls"] = false,
            ["access_key_id"] = _server.Owner.KeyId,
            ["secret_access_key"] = _server.Owner.Secret,
            ["bucket"] = BucketName,
            ["prefix"] = "some/where",
        };
        more?.Invoke(endpoint);
        return endpoint;
    }

    /// <summary>The bucket as the plugin sees it, in this process, on a clock without pauses.</summary>
    internal Bucket Bucket(Action<JsonObject>? more = null, TimeProvider? clock = null) => Server.Bucket.Of(
        Sdk.Endpoint.Parse(Endpoint(more).ToJsonString(), S3Fields.All),
        clock ?? new HastyClock(), Said.Add);

    /// <summary>What the plugin said, in this process.</summary>
    internal List<string> Said { get; } = [];

    /// <summary>Runs a script that must succeed with the usual endpoint.</summary>
    public string Good(string script) => Good(Endpoint(), script);

    /// <inheritdoc />
    protected override void AddVariables(IDictionary<string, string?> environment) =>
        environment["bucket"] = BucketName;

    /// <inheritdoc />
    protected override void CleanUp()
    {
        using var bucket = Bucket();
        Emptying.RunAsync(bucket).GetAwaiter().GetResult();
    }
}

using System.Globalization;

namespace Shield.Servers;

/// <summary>A private S3 server on loopback, the gateway of a Ceph cluster, real and of its own for one test
/// program.</summary>
public sealed class CephServer
{
    private const string Script = "ceph.sh";

    private static readonly Lazy<Task<CephServer>> Common = new(StartAsync);

    private readonly string _folder;

    private CephServer(string folder) => _folder = folder;

    /// <summary>The server that all tests of this program share; each makes a bucket of its own. It ends with
    /// the program.</summary>
    public static Task<CephServer> SharedAsync() => Common.Value;

    /// <summary>Where it listens, without TLS.</summary>
    public static string Host => "127.0.0.1";

    /// <summary>Below which it serves buckets by their host names.</summary>
    public static string VirtualHost => "s3.localhost";

    /// <summary>Where it listens; it stays the same over restarts of the gateway.</summary>
    public int Port { get; private set; }

    /// <summary>Who may make buckets.</summary>
    public CephUser Owner { get; private set; } = new("", "");

    /// <summary>Who may only do what a bucket's policy allows.</summary>
    public CephUser Guest { get; private set; } = new("", "");

    /// <summary>Kills the gateway; what is stored stays.</summary>
    public Task KillGatewayAsync() => SystemScript.RunAsync(Script, "kill-gateway", _folder);

    /// <summary>Starts the gateway again, on the same port.</summary>
    public Task StartGatewayAsync() => SystemScript.RunAsync(Script, "start-gateway", _folder);

    private static async Task<CephServer> StartAsync()
    {
        var server = new CephServer(Path.Combine(Path.GetTempPath(), $"shield-ceph-{Guid.NewGuid():n}"));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Remove();
        var port = await SystemScript.RunAsync(Script, "start", server._folder);
        server.Port = int.Parse(port, CultureInfo.InvariantCulture);
        server.Owner = await server.UserAsync("shield");
        server.Guest = await server.UserAsync("guest");
        return server;
    }

    private async Task<CephUser> UserAsync(string name) => new(
        (await File.ReadAllTextAsync(Path.Combine(_folder, $"{name}-key"))).TrimEnd(),
        (await File.ReadAllTextAsync(Path.Combine(_folder, $"{name}-secret"))).TrimEnd());

    // The script's own watch ends the server when this process has gone without a word.
    private void Remove()
    {
        if (!Directory.Exists(_folder)) return;
        SystemScript.RunAsync(Script, "kill", _folder).GetAwaiter().GetResult();
        Directory.Delete(_folder, recursive: true);
    }
}

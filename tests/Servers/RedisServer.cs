using System.Globalization;

namespace Shield.Servers;

/// <summary>A private Redis server on loopback, real and of its own for one test.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const string Script = "redis.sh";

    private RedisServer()
    {
    }

    /// <summary>What lies in it: the password, the log, and its data in <c>data</c>.</summary>
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"shield-test-redis-{Guid.NewGuid():n}");

    /// <summary>Where it listens.</summary>
    public static string Host => "127.0.0.1";

    /// <summary>Where it listens; it stays the same over restarts.</summary>
    public int Port { get; private set; }

    /// <summary>The default user's password.</summary>
    public string Password { get; private set; } = "";

    /// <summary>Starts one, empty.</summary>
    /// <param name="options">More options of <c>redis-server</c>, like <c>--appendonly yes</c>; parted by
    /// blanks, without quotes.</param>
    public static async Task<RedisServer> StartAsync(string options = "")
    {
        var server = new RedisServer();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Remove();
        await server.RestartAsync(options);
        return server;
    }

    /// <summary>Kills every process of it at once, as a power cut would.</summary>
    public Task KillAsync() => SystemScript.RunAsync(Script, "kill", Folder);

    /// <summary>Starts it again on the same port, with the data that it has on its disk.</summary>
    public async Task RestartAsync(string options = "")
    {
        var port = await SystemScript.RunAsync(
            Script, "start", Folder, new Dictionary<string, string> { ["REDIS_OPTIONS"] = options });
        Port = int.Parse(port, CultureInfo.InvariantCulture);
        Password = (await File.ReadAllTextAsync(Path.Combine(Folder, "password"))).TrimEnd();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await SystemScript.RunAsync(Script, "stop", Folder);
        Remove();
    }

    // The script's own watch ends the server when this process has gone without a word.
    private void Remove()
    {
        if (!Directory.Exists(Folder)) return;
        SystemScript.RunAsync(Script, "stop", Folder).GetAwaiter().GetResult();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }
}

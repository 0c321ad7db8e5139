using System.Globalization;

namespace Shield.Servers;

/// <summary>A private MariaDB server on loopback, real and of its own for one test program.</summary>
public sealed class MysqlServer : IAsyncDisposable
{
    /// <summary>The superuser.</summary>
    public const string User = "root";

    /// <summary>With a binary log, as servers have it that matter; that makes them stricter.</summary>
    public const string Options = "--log-bin=bin --server-id=1 --max-connections=300";

    private const string Script = "mysql.sh";

    private static readonly Lazy<Task<MysqlServer>> Common = new(() => StartAsync());

    private MysqlServer(string folder) => Folder = folder;

    /// <summary>The server that all tests of this program share; each makes databases of its own. It ends
    /// with the program.</summary>
    public static Task<MysqlServer> SharedAsync() => Common.Value;

    /// <summary>Where it listens.</summary>
    public static string Host => "127.0.0.1";

    /// <summary>Where it listens; it stays the same over restarts.</summary>
    public int Port { get; private set; }

    /// <summary>The superuser's password.</summary>
    public string Password { get; private set; } = "";

    /// <summary>Where its data, its log and its socket are.</summary>
    public string Folder { get; }

    /// <summary>Starts one; a test that kills it wants its own.</summary>
    /// <param name="options">Options of <c>mariadbd</c>.</param>
    public static async Task<MysqlServer> StartAsync(string options = Options)
    {
        // Not a private folder: the server runs as a user of its own. What lies in it is private.
        var server = new MysqlServer(Path.Combine(Path.GetTempPath(), $"shield-mysql-{Guid.NewGuid():n}"));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Remove();
        await server.RestartAsync(options);
        return server;
    }

    /// <summary>Kills it at once, as a power cut would.</summary>
    public Task KillAsync() => SystemScript.RunAsync(Script, "kill", Folder);

    /// <summary>Starts it again on the same port, with the data that it has.</summary>
    /// <param name="options">Options of <c>mariadbd</c>.</param>
    public async Task RestartAsync(string options = Options)
    {
        var port = await SystemScript.RunAsync(
            Script, "start", Folder, new Dictionary<string, string> { ["MYSQL_OPTIONS"] = options });
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

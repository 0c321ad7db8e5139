using System.Globalization;
using Npgsql;

namespace Shield.Servers;

/// <summary>A private PostgreSQL server on loopback, real and of its own for one test program.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The superuser.</summary>
    public const string User = "postgres";

    private const string Script = "postgres.sh";

    /// <summary>Every test has connections of its own.</summary>
    private const string Roomy = "-c max_connections=500";

    private static readonly Lazy<Task<PostgresServer>> Common = new(() => StartAsync(Roomy));

    private readonly string _folder;

    private PostgresServer(string folder) => _folder = folder;

    /// <summary>The server that all tests of this program share; each makes databases of its own. It ends
    /// with the program.</summary>
    public static Task<PostgresServer> SharedAsync() => Common.Value;

    /// <summary>Where it listens.</summary>
    public static string Host => "127.0.0.1";

    /// <summary>Where it listens; it stays the same over restarts.</summary>
    public int Port { get; private set; }

    /// <summary>The superuser's password.</summary>
    public string Password { get; private set; } = "";

    /// <summary>Starts one; a test that kills it wants its own.</summary>
    /// <param name="options">More options of <c>postgres</c>, like <c>-c max_connections=20</c>.</param>
    public static async Task<PostgresServer> StartAsync(string options = "")
    {
        // Not a private folder: the server runs as a user of its own. What lies in it is private.
        var server = new PostgresServer(
            Path.Combine(Path.GetTempPath(), $"shield-postgres-{Guid.NewGuid():n}"));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Remove();
        await server.RestartAsync(options);
        return server;
    }

    /// <summary>Kills every process of it at once, as a power cut would.</summary>
    public Task KillAsync() => SystemScript.RunAsync(Script, "kill", _folder);

    /// <summary>Starts it again on the same port, with the data that it has.</summary>
    public async Task RestartAsync(string options = "")
    {
        var port = await SystemScript.RunAsync(
            Script, "start", _folder, new Dictionary<string, string> { ["PG_OPTIONS"] = options });
        Port = int.Parse(port, CultureInfo.InvariantCulture);
        Password = (await File.ReadAllTextAsync(Path.Combine(_folder, "password"))).TrimEnd();
    }

    /// <summary>Makes an empty database with a name that no other has.</summary>
    /// <returns>What connects to it as the superuser.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"t{Guid.NewGuid():n}";
        await ExecuteAsync(ConnectionString("postgres"), $"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    /// <summary>Removes the database of a connection string, whoever is connected to it.</summary>
    public Task DropDatabaseAsync(string connectionString)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        return ExecuteAsync(ConnectionString("postgres"), $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    /// <summary>What connects to a database as the superuser.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = Host,
        Port = Port,
        Username = User,
        Password = Password,
        Database = database,
    }.ToString();

    /// <summary>Runs SQL, on a connection of its own.</summary>
    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        // Not pooled: a test may drop the database, or kill the server, right after.
        var alone = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString();
        await using var connection = new NpgsqlConnection(alone);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await SystemScript.RunAsync(Script, "stop", _folder);
        Remove();
    }

    // The script's own watch ends the server when this process has gone without a word.
    private void Remove()
    {
        if (!Directory.Exists(_folder)) return;
        SystemScript.RunAsync(Script, "stop", _folder).GetAwaiter().GetResult();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }
}

using System.Collections.Concurrent;
using Npgsql;

namespace Shield.Servers;

/// <summary>On which catalog the tests run: as they come on embedded ones, with SHIELD_TEST_CATALOG=postgres
/// on a real server.</summary>
public static class TestDatabases
{
    private const string Choice = "SHIELD_TEST_CATALOG";

    /// <summary>Hands a database on to a process that a test starts.</summary>
    private const string Given = "SHIELD_TEST_DATABASE";

    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> All = new();

    /// <summary>Whether catalogs are on a server.</summary>
    public static bool AreOnServer { get; } = Environment.GetEnvironmentVariable(Choice) switch
    {
        null or "" or "sqlite" => false,
        "postgres" => true,
        var other => throw new InvalidOperationException($"{Choice} is {other}: expected sqlite or postgres"),
    };

    /// <summary>What connects to the database that stands for a catalog file, made when first asked for; null
    /// when the file itself is to be used.</summary>
    public static async Task<string?> OfAsync(string file)
    {
        if (!AreOnServer) return null;
        return Environment.GetEnvironmentVariable(Given)
            ?? await All.GetOrAdd(file, _ => new(CreateAsync)).Value;
    }

    /// <summary>Lets a process use the database that stands for a file.</summary>
    public static async Task GiveAsync(string file, IDictionary<string, string?> environment)
    {
        if (await OfAsync(file) is { } database) environment[Given] = database;
    }

    /// <summary>Removes the database that stands for a file; the file is somebody else's.</summary>
    public static async Task ForgetAsync(string file)
    {
        if (!All.TryRemove(file, out var made)) return;
        var database = await made.Value;
        await using (var connection = new NpgsqlConnection(database)) NpgsqlConnection.ClearPool(connection);
        await (await PostgresServer.SharedAsync()).DropDatabaseAsync(database);
    }

    private static async Task<string> CreateAsync() =>
        await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
}

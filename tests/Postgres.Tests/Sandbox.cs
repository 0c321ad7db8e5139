using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Shield.Servers;

[assembly: SupportedOSPlatform("linux")]

// The tests mostly wait for servers and programs.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]

namespace Shield.Plugins.Postgres.Tests;

/// <summary>A folder and a database name of its own for one test, against a real server.</summary>
/// <remarks>Scripts see <c>$pg</c>, the program, and what <c>sandbox.sh</c> has; psql reaches the server as
/// its superuser.</remarks>
public sealed class Sandbox : ShellSandbox
{
    private readonly PostgresServer? _server;

    public Sandbox(PostgresServer? server) : base("postgres", "tests/Postgres.Tests/sandbox.sh")
    {
        _server = server;
        File.WriteAllText(PathOf("passfile"), $"*:*:*:*:{server?.Password}\n");
        File.SetUnixFileMode(PathOf("passfile"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>No other test has a database or role whose name begins so.</summary>
    public string Database { get; } = $"t{Guid.NewGuid():n}"[..12];

    /// <summary>An endpoint for this test's database, as the superuser.</summary>
    public JsonObject Endpoint() => EndpointFor(Database);

    /// <summary>An endpoint for another one, or for all.</summary>
    public JsonObject EndpointFor(string? database)
    {
        var endpoint = new JsonObject
        {
            ["pg_host"] = PostgresServer.Host,
            ["pg_port"] = _server?.Port ?? 1,
            ["pg_user"] = PostgresServer.User,
            ["pg_password"] = _server?.Password,
        };
        if (database is not null) endpoint["pg_database"] = database;
        return endpoint;
    }

    /// <summary>Runs a script that must succeed with the usual endpoint.</summary>
    public string Good(string script) => Good(Endpoint(), script);

    /// <inheritdoc />
    protected override void AddVariables(IDictionary<string, string?> environment)
    {
        environment["db"] = Database;
        environment["PGHOST"] = PostgresServer.Host;
        environment["PGPORT"] = (_server?.Port ?? 1).ToString(CultureInfo.InvariantCulture);
        environment["PGUSER"] = PostgresServer.User;
        environment["PGPASSFILE"] = PathOf("passfile");
        environment["PGDATABASE"] = "postgres";
    }

    /// <inheritdoc />
    protected override void CleanUp()
    {
        if (_server is not null) Run(Endpoint(), "drop_all");
    }
}

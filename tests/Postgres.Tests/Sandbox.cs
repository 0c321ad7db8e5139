using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Shield.Servers;

[assembly: SupportedOSPlatform("linux")]

// The tests mostly wait for servers and programs.
[assembly: CollectionBehavior(MaxParallelThreads = 6)]

namespace Shield.Plugins.Postgres.Tests;

/// <summary>A folder and a database name of its own for one test, in which the real program is run by a real
/// shell against a real server.</summary>
/// <remarks>Scripts see <c>$pg</c>, the program, and what <c>sandbox.sh</c> has; psql reaches the server as
/// its superuser.</remarks>
public sealed class Sandbox : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string Root = FindRoot();

    private readonly PostgresServer? _server;

    public Sandbox(PostgresServer? server)
    {
        _server = server;
        File.WriteAllText(PathOf("passfile"), $"*:*:*:*:{server?.Password}\n");
        File.SetUnixFileMode(PathOf("passfile"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("shield pg 'tests\" ").FullName;

    /// <summary>No other test has a database or role whose name begins so.</summary>
    public string Database { get; } = $"t{Guid.NewGuid():n}"[..12];

    public string PathOf(string name) => Path.Join(Folder, name);

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

    /// <summary>Runs a script to its end; the program finds the endpoint by itself.</summary>
    public (int Exit, string Output, string Errors) Run(JsonObject endpoint, string script)
    {
        using var bash = Start(endpoint, script);
        var errors = bash.StandardError.ReadToEndAsync();
        var output = bash.StandardOutput.ReadToEndAsync();
        if (!bash.WaitForExit(Patience)) bash.Kill(entireProcessTree: true);
        return (bash.ExitCode, output.Result.TrimEnd('\n'), errors.Result);
    }

    /// <summary>Runs a script that must succeed, and returns what it wrote to standard output.</summary>
    public string Good(JsonObject endpoint, string script)
    {
        var (exit, output, errors) = Run(endpoint, script);
        Assert.True(exit == 0, $"exit code {exit}: {errors}");
        return output;
    }

    /// <summary>The same with the usual endpoint.</summary>
    public string Good(string script) => Good(Endpoint(), script);

    public void Dispose()
    {
        if (_server is not null) Run(Endpoint(), "drop_all");
        Directory.Delete(Folder, recursive: true);
    }

    private Process Start(JsonObject endpoint, string script)
    {
        var tools = $"{Root}/tests/Postgres.Tests/sandbox.sh";
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", $"source '{tools}'\n{script}"])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        File.WriteAllText(PathOf("endpoint"), endpoint.ToJsonString());
        start.Environment["SHIELD_ENDPOINT_FILE"] = PathOf("endpoint");
        start.Environment["root"] = Root;
        start.Environment["db"] = Database;
        start.Environment["PGHOST"] = PostgresServer.Host;
        start.Environment["PGPORT"] = (_server?.Port ?? 1).ToString(CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = PostgresServer.User;
        start.Environment["PGPASSFILE"] = PathOf("passfile");
        start.Environment["PGDATABASE"] = "postgres";
        var bash = new Process { StartInfo = start };
        // The tests stand outside the product: what they start is the shell of a user.
#pragma warning disable RS0030
        bash.Start();
#pragma warning restore RS0030
        return bash;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Join(folder.FullName, "Shield.Orleans.sln")))
            folder = folder.Parent;
        return File.Exists(Path.Join(folder?.FullName, "dist", "plugins", "postgres"))
            ? folder!.FullName
            : throw new InvalidOperationException(
                "dist/plugins/postgres is missing: run `make plugins` first");
    }
}

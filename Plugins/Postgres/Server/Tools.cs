using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Postgres.Server;

/// <summary>The client programs, bound to the server of one endpoint.</summary>
/// <remarks>Where the server is goes by environment variables, which libpq takes as they are: a database may
/// be called <c>-x</c> or <c>host=elsewhere</c>, and as an argument that would mean something. The password
/// goes by a file.</remarks>
internal sealed class Tools : IDisposable
{
    private const string ConnectSeconds = "10";

    /// <summary>What an administrator has set for the sessions of a role is meant for people.</summary>
    private const string SessionOptions = "-c statement_timeout=0 -c default_transaction_read_only=off";

    private const int ErrorBytesMax = 64 * 1024;

    /// <summary>A stopped restore has to remove what it staged, and all of it within five seconds.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly SecretFolder _secrets;
    private readonly Dictionary<string, string?> _environment;
    private readonly string? _folder;

    private Tools(
        Address address, string? folder, SecretFolder secrets, Dictionary<string, string?> environment)
    {
        Address = address;
        _folder = folder;
        _secrets = secrets;
        _environment = environment;
    }

    /// <summary>Which server, which user, which database.</summary>
    public Address Address { get; }

    /// <summary>Writes the secrets of an endpoint to where only the programs find them.</summary>
    public static Tools For(PluginCall call)
    {
        var address = Address.Of(call.Endpoint);
        var secrets = SecretFolder.Create(call.Clock);
        try
        {
            var environment = TakeAway("PG");
            foreach (var (name, value) in address.Environment) environment[name] = value;
            environment["PGCONNECT_TIMEOUT"] = ConnectSeconds;
            environment["PGAPPNAME"] = "shield";
            environment["PGOPTIONS"] = SessionOptions;
            environment["LC_ALL"] = "C";
            if (call.Endpoint.Text(PostgresFields.Password) is { } password)
                environment["PGPASSFILE"] = secrets.Write("passfile", PassFile.Text(OneLine(password)));
            if (call.Endpoint.Text(PostgresFields.SslRootCertificate) is { } certificate)
                environment["PGSSLROOTCERT"] = secrets.Write("root.crt", certificate);
            var folder = call.Endpoint.AbsolutePath(PostgresFields.BinDir);
            return new Tools(address, folder, secrets, environment);
        }
        catch
        {
            secrets.Dispose();
            throw;
        }
    }

    /// <summary>Runs a program to its end, whatever that is.</summary>
    /// <param name="program">psql, pg_dump …</param>
    /// <param name="database">Which database it connects to.</param>
    /// <param name="arguments">Never a value of the endpoint.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="output">Where its standard output goes.</param>
    /// <param name="cancellationToken">Ends the program first.</param>
    /// <returns>Its end, with what it said on standard error.</returns>
    public Task<ToolEnd> TryAsync(
        string program, string database, IReadOnlyList<string> arguments, ToolInput input, ToolOutput output,
        CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string?>(_environment) { ["PGDATABASE"] = database };
        // A dump keeps the encoding of its database; only our own questions are asked in UTF-8.
        if (program == Psql.Program) environment["PGCLIENTENCODING"] = "UTF8";
        return ToolProcess.RunAsync(
            new ToolOrder
            {
                Program = PathOf(program),
                Arguments = arguments,
                Environment = environment,
                Input = input,
                Output = output,
                Errors = new ToolOutput.Text(ErrorBytesMax),
                Grace = Grace,
            },
            TimeProvider.System, cancellationToken);
    }

    /// <summary>Runs a program that must succeed.</summary>
    /// <inheritdoc cref="TryAsync"/>
    /// <exception cref="PluginException">It did not; the message says why, in words for people.</exception>
    public async Task<ToolEnd> RunAsync(
        string program, string database, IReadOnlyList<string> arguments, ToolInput input, ToolOutput output,
        CancellationToken cancellationToken)
    {
        var end = await TryAsync(program, database, arguments, input, output, cancellationToken);
        return end.ExitCode == 0 ? end : throw Failure(program, end);
    }

    /// <summary>Why a program failed.</summary>
    public PluginException Failure(string program, ToolEnd end) =>
        new(PluginExit.ProgramFailed, Complaints.Explain(program, end.ExitCode, end.Errors, Address));

    public void Dispose() => _secrets.Dispose();

    private static Dictionary<string, string?> TakeAway(string prefix) =>
        Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(name => name, _ => (string?)null);

    private static string OneLine(string password) => password.AsSpan().ContainsAny('\n', '\r')
        ? throw Endpoint.Invalid(PostgresFields.Password, "has more than one line")
        : password;

    private string PathOf(string program)
    {
        if (_folder is null) return Address.Host is null ? program : ClientPrograms.Find(program);
        var path = Path.Join(_folder, program);
        return File.Exists(path) ? path : throw new PluginException(
            PluginExit.ProgramFailed, $"there is no {program} in '{_folder}': is pg_bindir right?");
    }
}

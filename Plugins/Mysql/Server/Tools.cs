using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Mysql.Server;

/// <summary>The client programs, bound to the server of one endpoint.</summary>
/// <remarks>Where the server is and what the password is goes by a file in memory, the only one they
/// read.</remarks>
internal sealed class Tools : IDisposable
{
    /// <summary>A stopped restore has to remove what it staged, and all of it within five seconds.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly SecretFolder _secrets;
    private readonly Dictionary<string, string?> _environment;
    private readonly string _options;

    private Tools(
        Address address, Programs programs, SecretFolder secrets, Dictionary<string, string?> environment,
        string options)
    {
        Address = address;
        Programs = programs;
        _secrets = secrets;
        _environment = environment;
        _options = options;
    }

    /// <summary>Which server, which account, which database.</summary>
    public Address Address { get; }

    /// <summary>Which programs.</summary>
    public Programs Programs { get; }

    /// <summary>Finds the programs, and writes the secrets of an endpoint to where only they find
    /// them.</summary>
    public static async Task<Tools> OpenAsync(PluginCall call, CancellationToken cancellationToken)
    {
        var address = Address.Of(call.Endpoint);
        var environment = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("MYSQL", StringComparison.Ordinal)
                || name.StartsWith("MARIADB", StringComparison.Ordinal))
            .ToDictionary(name => name, _ => (string?)null);
        environment["LC_ALL"] = "C";
        // MySQL's programs read a file of logins whatever file of options they are given.
        environment["MYSQL_TEST_LOGIN_FILE"] = "/dev/null";
        var programs = await Programs.FindAsync(
            call.Endpoint.AbsolutePath(MysqlFields.BinDir), environment, cancellationToken);
        var secrets = SecretFolder.Create(call.Clock);
        try
        {
            var options = OptionFile.Write(secrets, call.Endpoint, address, programs.IsMaria);
            var tools = new Tools(address, programs, secrets, environment, options);
            if (call.Endpoint.Text(MysqlFields.SslMode) == "require")
                await tools.DemandTlsAsync(cancellationToken);
            return tools;
        }
        catch
        {
            secrets.Dispose();
            throw;
        }
    }

    /// <summary>Runs a program to its end, whatever that is.</summary>
    /// <param name="program">The path of a client program.</param>
    /// <param name="arguments">Never a secret.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="output">Where its standard output goes.</param>
    /// <param name="cancellationToken">Ends the program first.</param>
    /// <returns>Its end, with what it said on standard error.</returns>
    public async Task<ToolEnd> TryAsync(
        string program, IReadOnlyList<string> arguments, ToolInput input, ToolOutput output,
        CancellationToken cancellationToken)
    {
        var errors = new ErrorLines();
        var end = await ToolProcess.RunAsync(
            new ToolOrder
            {
                Program = program,
                Arguments = [$"--defaults-file={_options}", .. arguments],
                Environment = _environment,
                Input = input,
                Output = output,
                Errors = new ToolOutput.Read(errors.TakeAsync),
                Grace = Grace,
            },
            TimeProvider.System, cancellationToken);
        return end with { Errors = errors.Text };
    }

    /// <summary>Runs a program that must succeed.</summary>
    /// <inheritdoc cref="TryAsync"/>
    /// <exception cref="PluginException">It did not; the message says why, in words for people.</exception>
    public async Task<ToolEnd> RunAsync(
        string program, IReadOnlyList<string> arguments, ToolInput input, ToolOutput output,
        CancellationToken cancellationToken)
    {
        var end = await TryAsync(program, arguments, input, output, cancellationToken);
        return end.ExitCode == 0 ? end : throw Failure(program, end);
    }

    /// <summary>Why a program failed.</summary>
    public PluginException Failure(string program, ToolEnd end) => new(
        PluginExit.ProgramFailed,
        Complaints.Explain(Path.GetFileName(program), end.ExitCode, end.Errors, Address));

    public void Dispose() => _secrets.Dispose();

    /// <summary>MariaDB's programs go on without TLS where the server has none, unless they are to verify who
    /// it is.</summary>
    private async Task DemandTlsAsync(CancellationToken cancellationToken)
    {
        var answer = await Client.RunAsync(this, "SHOW SESSION STATUS LIKE 'Ssl_cipher';", cancellationToken);
        if (answer.Trim().Split('\t').Length < 2)
            throw new PluginException(
                PluginExit.ProgramFailed, $"{Address.Where} has no TLS, and mysql_ssl_mode demands it");
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Mysql.Server;

/// <summary>The client programs: those of MariaDB, else those of MySQL.</summary>
/// <param name="Client">Path of <c>mariadb</c> or <c>mysql</c>.</param>
/// <param name="Dump">Path of <c>mariadb-dump</c> or <c>mysqldump</c>.</param>
/// <param name="IsMaria">Which options they know: a program may bear the other family's name.</param>
/// <param name="Version">Of the dump program.</param>
/// <param name="Text">What the dump program says of itself.</param>
internal sealed partial record Programs(
    string Client, string Dump, bool IsMaria, Version Version, string Text)
{
    private const int AnswerBytesMax = 4096;

    private static readonly (string Client, string Dump)[] Families =
        [("mariadb", "mariadb-dump"), ("mysql", "mysqldump")];

    private static readonly Version HistorySince = new(10, 11);

    /// <summary>Whether it can write the former versions of rows.</summary>
    public bool KnowsHistory => IsMaria && Version >= HistorySince;

    /// <summary>Finds them.</summary>
    /// <param name="folder">Where; null for PATH.</param>
    /// <param name="environment">For the programs.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<Programs> FindAsync(
        string? folder, IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken)
    {
        var folders = folder is not null
            ? [folder]
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(f => f.StartsWith('/'));
        foreach (var (client, dump) in Families)
        {
            if (PathOf(folders, client) is not { } clientPath || PathOf(folders, dump) is not { } dumpPath)
                continue;
            var text = await SaidByAsync(dumpPath, environment, cancellationToken);
            return Of(clientPath, dumpPath, text);
        }

        throw new PluginException(
            PluginExit.ProgramFailed,
            (folder is null ? "neither mariadb and mariadb-dump nor mysql and mysqldump are in PATH"
                : $"neither mariadb and mariadb-dump nor mysql and mysqldump are in '{folder}'")
            + ": install the MariaDB or MySQL client, or set mysql_bindir");
    }

    /// <summary>Which family and version a program says it is of.</summary>
    public static Programs Of(string client, string dump, string text)
    {
        var maria = MariaVersion().Match(text);
        var found = maria.Success ? maria : OtherVersion().Match(text);
        var version = found.Success
            ? new Version(Number(found, 1), Number(found, 2))
            : throw new PluginException(
                PluginExit.ProgramFailed, $"{Path.GetFileName(dump)} does not say of which version it is");
        return new Programs(client, dump, maria.Success, version, text);
    }

    private static int Number(Match match, int group) =>
        int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private static string? PathOf(IEnumerable<string> folders, string program) =>
        folders.Select(folder => Path.Join(folder, program)).FirstOrDefault(File.Exists);

    private static async Task<string> SaidByAsync(
        string program, IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken)
    {
        var end = await ToolProcess.RunAsync(
            new ToolOrder
            {
                Program = program,
                Arguments = ["--no-defaults", "--version"],
                Environment = environment,
                Input = new ToolInput.Nothing(),
                Output = new ToolOutput.Text(AnswerBytesMax),
                Errors = new ToolOutput.Text(AnswerBytesMax),
            },
            TimeProvider.System, cancellationToken);
        return end.Output.Trim();
    }

    [GeneratedRegex(@"(\d+)\.(\d+)\.\d+-MariaDB")]
    private static partial Regex MariaVersion();

    [GeneratedRegex(@"Ver (\d+)\.(\d+)")]
    private static partial Regex OtherVersion();
}

using System.Text;
using System.Text.Json.Nodes;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Mysql.Server;

/// <summary>SQL by the client program: from its standard input, the first error ends it.</summary>
internal static class Client
{
    private const int AnswerBytesMax = 64 * 1024 * 1024;

    /// <summary>Plain rows, no second try with a new session, no commands of the client's own but
    /// DELIMITER.</summary>
    private static readonly string[] Plain =
    [
        "--batch", "--raw", "--skip-column-names", "--skip-reconnect", "--binary-mode",
            "--connect-timeout=10",
        "--unbuffered", "--loose-sandbox",
    ];

    /// <summary>Runs SQL that must succeed.</summary>
    /// <returns>What it printed, one row a line.</returns>
    public static async Task<string> RunAsync(Tools tools, string sql, CancellationToken cancellationToken)
    {
        var end = await TryAsync(tools, null, sql, cancellationToken);
        return end.ExitCode == 0 ? end.Output : throw tools.Failure(tools.Programs.Client, end);
    }

    /// <summary>Runs SQL, whatever comes of it.</summary>
    /// <param name="tools">Reach the server.</param>
    /// <param name="database">Where names without one belong; null for nowhere.</param>
    /// <param name="sql">Statements, each with its semicolon.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static Task<ToolEnd> TryAsync(
        Tools tools, string? database, string sql, CancellationToken cancellationToken) =>
        FeedAsync(
            tools, database,
            async (pipe, token) => await pipe.WriteAsync(Encoding.UTF8.GetBytes(sql + "\n"), token),
            new ToolOutput.Text(AnswerBytesMax), cancellationToken);

    /// <summary>Runs SQL that somebody writes bit by bit.</summary>
    public static Task<ToolEnd> FeedAsync(
        Tools tools, string? database, Func<Stream, CancellationToken, Task> write, ToolOutput output,
        CancellationToken cancellationToken) =>
        tools.TryAsync(
            tools.Programs.Client,
            database is null ? Plain : [.. Plain, $"--database={database}"],
            new ToolInput.Written(write), output, cancellationToken);

    /// <summary>Asks questions whose answers are rows that are JSON arrays.</summary>
    public static async Task<IReadOnlyList<JsonArray>> AskAsync(
        Tools tools, string sql, CancellationToken cancellationToken) =>
        Rows(await RunAsync(tools, sql, cancellationToken));

    /// <summary>The rows of an answer that are JSON arrays.</summary>
    public static IReadOnlyList<JsonArray> Rows(string answer)
    {
        try
        {
            return
            [
                .. answer.Split('\n').Where(line => line.StartsWith('['))
                    .Select(line => JsonNode.Parse(line)!.AsArray()),
            ];
        }
        catch (System.Text.Json.JsonException)
        {
            throw new PluginException(
                PluginExit.ProgramFailed, "the answer of the client program is not what it was asked for");
        }
    }
}

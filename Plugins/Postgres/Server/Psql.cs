using System.Text;
using System.Text.Json.Nodes;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Postgres.Server;

/// <summary>SQL by psql: from its standard input, the first error ends it.</summary>
internal static class Psql
{
    public const string Program = "psql";

    private const int AnswerBytesMax = 64 * 1024 * 1024;

    /// <summary>How psql is called: no settings of the user's, no prompt, plain rows, errors with their
    /// codes.</summary>
    public static IReadOnlyList<string> Arguments { get; } =
    [
        "--no-psqlrc", "--no-password", "--quiet", "--tuples-only", "--no-align",
        "--set=ON_ERROR_STOP=1", "--set=VERBOSITY=verbose", "--file=-",
    ];

    /// <summary>Runs SQL that must succeed.</summary>
    /// <returns>What it printed, one row a line.</returns>
    public static async Task<string> RunAsync(
        Tools tools, string database, string sql, CancellationToken cancellationToken)
    {
        var end = await TryAsync(tools, database, sql, cancellationToken);
        return end.ExitCode == 0 ? end.Output : throw tools.Failure(Program, end);
    }

    /// <summary>Runs SQL, whatever comes of it.</summary>
    public static Task<ToolEnd> TryAsync(
        Tools tools, string database, string sql, CancellationToken cancellationToken) =>
        tools.TryAsync(
            Program, database, Arguments,
            new ToolInput.Written(async (pipe, token) =>
                await pipe.WriteAsync(Encoding.UTF8.GetBytes(sql + "\n"), token)),
            new ToolOutput.Text(AnswerBytesMax), cancellationToken);

    /// <summary>Asks a question whose answer is one JSON object.</summary>
    public static async Task<JsonObject> AskAsync(
        Tools tools, string database, string sql, CancellationToken cancellationToken)
    {
        try
        {
            return JsonNode.Parse(await RunAsync(tools, database, sql, cancellationToken))!.AsObject();
        }
        catch (System.Text.Json.JsonException)
        {
            throw new PluginException(
                PluginExit.ProgramFailed, "the answer of psql is not what it was asked for");
        }
    }
}

using Shield.Plugins.Postgres.Archive;
using Shield.Plugins.Postgres.Databases;
using Shield.Plugins.Postgres.Server;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Postgres.Target;

/// <summary>Writes one database as pg_dump's custom archive, or all of them as one tar of such
/// archives.</summary>
internal static class Backup
{
    private const string DumpProgram = "pg_dump";
    private const int GlobalsBytesMax = 64 * 1024 * 1024;
    private const int VersionBytesMax = 4096;

    /// <summary>A dump waits for whoever holds a table for itself alone, but not until the next one is
    /// due.</summary>
    private const string LockMilliseconds = "600000";

    private static readonly string[] Dump =
        ["--no-password", "--format=custom", $"--lock-wait-timeout={LockMilliseconds}"];

    public static Task RunAsync(PluginCall call, Tools tools, CancellationToken cancellationToken)
    {
        call.EnlargeOutput();
        return tools.Address.Database is { } database
            ? DumpAsync(call, tools, database, new ToolOutput.Inherited(), cancellationToken)
            : DumpAllAsync(call, tools, cancellationToken);
    }

    /// <summary>The databases that "all" means.</summary>
    public static IEnumerable<string> Chosen(ServerFacts facts) => facts.Databases.Values
        .Where(d => d.AllowsConnections && d.Name != "template1" && RestoreId.MarkedBy(d.Comment) is null)
        .Select(d => d.Name);

    private static async Task DumpAsync(
        PluginCall call, Tools tools, string database, ToolOutput output, CancellationToken cancellationToken)
    {
        var end = await tools.RunAsync(
            DumpProgram, database, Dump, new ToolInput.Nothing(), output, cancellationToken);
        if (Complaints.Essence(end.Errors) is { Count: > 0 } warnings) call.Say(string.Join('\n', warnings));
    }

    private static async Task DumpAllAsync(PluginCall call, Tools tools, CancellationToken cancellationToken)
    {
        var facts = await ServerFacts.AskAsync(tools, cancellationToken);
        var version = await tools.RunAsync(
            DumpProgram, "", ["--version"], new ToolInput.Nothing(), new ToolOutput.Text(VersionBytesMax),
            cancellationToken);
        // All that has to be in memory is asked for before the first byte is written.
        var globals = await GlobalsAsync(call, tools, facts, cancellationToken);
        var manifest = new Manifest(facts.Version, version.Output.Trim(), [.. Chosen(facts)]);
        using var archive = new AllWriter(call.Output);
        archive.WriteHead(manifest.ToJson(), globals);
        foreach (var database in manifest.Databases)
        {
            await DumpAsync(
                call, tools, database,
                new ToolOutput.Read((dump, token) =>
                {
                    archive.WriteDump(dump, token);
                    return Task.CompletedTask;
                }),
                cancellationToken);
        }

        archive.WriteEnd();
    }

    private static async Task<string> GlobalsAsync(
        PluginCall call, Tools tools, ServerFacts facts, CancellationToken cancellationToken)
    {
        string[] arguments = ["--no-password", "--globals-only"];
        if (!facts.IsSuperuser)
        {
            call.Say("warning: only a superuser may read passwords of roles; the archive has none");
            arguments = [.. arguments, "--no-role-passwords"];
        }

        var end = await tools.RunAsync(
            "pg_dumpall", facts.Maintenance, arguments, new ToolInput.Nothing(),
            new ToolOutput.Text(GlobalsBytesMax), cancellationToken);
        return end.Output;
    }
}

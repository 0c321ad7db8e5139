using System.Globalization;
using System.Text.RegularExpressions;
using Shield.Plugins.Postgres.Databases;
using Shield.Plugins.Postgres.Server;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Postgres.Target;

/// <summary>Whether a backup and a restore would work, and what is missing; nothing is changed.</summary>
internal static partial class Validation
{
    private const int VersionBytesMax = 4096;

    /// <summary>The last one is needed for roles alone.</summary>
    private static readonly string[] Programs = ["psql", "pg_dump", "pg_restore", "pg_dumpall"];

    /// <summary>What a dump reads, and may not; without what the system and extensions bring.</summary>
    private const string Unreadable =
        """
        SELECT jsonb_build_object('names', jsonb_agg(DISTINCT name)) FROM (
          SELECT format('%I.%I', n.nspname, c.relname) AS name
          FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
            AND c.relpersistence <> 't'
            AND CASE WHEN c.relkind = 'S' THEN NOT pg_catalog.has_sequence_privilege(c.oid, 'SELECT')
              WHEN c.relkind IN ('r', 'p', 'm', 'v', 'f') THEN
                NOT pg_catalog.has_table_privilege(c.oid, 'SELECT')
                OR (c.relkind IN ('r', 'p') AND pg_catalog.row_security_active(c.oid))
              ELSE false END
          UNION ALL SELECT format('schema %I', n.nspname) FROM pg_catalog.pg_namespace n
          WHERE n.nspname !~ '^pg_' AND NOT pg_catalog.has_schema_privilege(n.oid, 'USAGE')
          UNION ALL SELECT 'large object ' || m.oid FROM pg_catalog.pg_largeobject_metadata m
          WHERE NOT pg_catalog.pg_has_role(m.lomowner, 'USAGE') AND NOT EXISTS (
            SELECT FROM pg_catalog.aclexplode(m.lomacl) a WHERE a.privilege_type = 'SELECT'
              AND (a.grantee = 0 OR pg_catalog.pg_has_role(a.grantee, 'USAGE')))) AS unreadable(name);
        """;

    public static async Task RunAsync(PluginCall call, Tools tools, CancellationToken cancellationToken)
    {
        var wanted = tools.Address.Database;
        var versions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var program in wanted is null ? Programs : Programs[..^1])
            versions[program] = await VersionAsync(tools, program, cancellationToken);
        var facts = await ServerFacts.AskAsync(tools, cancellationToken);
        if (wanted is not null && !facts.Databases.ContainsKey(wanted))
            throw new PluginException(
                PluginExit.Failed,
                $"the server has no database '{wanted}'; it has {Preflight.Listed(Backup.Chosen(facts))}");
        string[] databases = wanted is null ? [.. Backup.Chosen(facts)] : [wanted];
        var faults = versions.Where(v => v.Value < facts.Major)
            .Select(v => $"{v.Key} is of PostgreSQL {v.Value}, the server is PostgreSQL {facts.Major}: "
                + $"install the client of version {facts.Major} or later, and set pg_bindir")
            .Concat(Rights(facts, databases)).ToList();
        foreach (var database in databases)
            faults.AddRange(await UnreadableAsync(tools, database, cancellationToken));
        if (faults.Count > 0) throw new PluginException(PluginExit.Failed, string.Join('\n', faults));
        foreach (var left in LeftOvers.Databases(facts))
            call.Say($"warning: '{left}' is left of a restore that was ended; the next restore removes it");
        call.Say($"{tools.Address.Where} is PostgreSQL {facts.Version}, and can back up and restore "
            + Preflight.Listed(databases));
    }

    /// <summary>The major version that a program says it has; 0 where it does not say.</summary>
    /// <param name="said">Like <c>pg_dump (PostgreSQL) 15.18 (Debian …)</c>.</param>
    public static int MajorOf(string said) =>
        VersionNumber().Match(said) is { Success: true } match
            ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : 0;

    private static IEnumerable<string> Rights(ServerFacts facts, string[] databases)
    {
        if (!facts.CreatesDatabases)
            yield return "pg_user may not create databases, which a restore has to: ALTER ROLE … CREATEDB";
        foreach (var database in databases.Select(name => facts.Databases[name]).Where(d => !d.IsOurs))
            yield return $"pg_user may not replace database '{database.Name}', which a restore has to: it "
                + $"belongs to '{database.Owner}', and pg_user is no member of that role";
    }

    private static async Task<IEnumerable<string>> UnreadableAsync(
        Tools tools, string database, CancellationToken cancellationToken)
    {
        var answer = await Psql.AskAsync(tools, database, Unreadable, cancellationToken);
        return answer["names"]?.AsArray() is { } names
            ? [$"pg_user may not read all of database '{database}': "
                + Preflight.Listed(names.Select(name => name!.GetValue<string>()))]
            : [];
    }

    private static async Task<int> VersionAsync(
        Tools tools, string program, CancellationToken cancellationToken)
    {
        try
        {
            var end = await tools.RunAsync(
                program, "", ["--version"], new ToolInput.Nothing(), new ToolOutput.Text(VersionBytesMax),
                cancellationToken);
            return MajorOf(end.Output);
        }
        catch (ProcessStartException e)
        {
            throw new PluginException(
                PluginExit.ProgramFailed,
                $"{e.Message}\ninstall the PostgreSQL client, or say in pg_bindir where its programs are");
        }
    }

    [GeneratedRegex(@"\) (\d+)")]
    private static partial Regex VersionNumber();
}

using System.Text.RegularExpressions;

namespace Shield.Plugins.Mysql.Server;

/// <summary>What the programs say when they fail, in a person's words, without any of the data.</summary>
/// <remarks>The client quotes the failing statement, thousands of rows of it. Only the line that begins with
/// ERROR is kept; where its message may quote a value, what stands in quotes is left out.</remarks>
internal static partial class Complaints
{
    private const int LinesMax = 3;
    private const int LineCharsMax = 300;

    /// <summary>Messages with these numbers name objects, accounts and settings, never content.</summary>
    private static readonly HashSet<string> NamesOnly =
    [
        "1005", "1007", "1008", "1010", "1030", "1044", "1045", "1049", "1050", "1051", "1054", "1071",
            "1091",
        "1114", "1115", "1118", "1130", "1136", "1142", "1143", "1146", "1153", "1180", "1205", "1213",
            "1227", "1273",
            "1286",
        "1290", "1304", "1305", "1347", "1356", "1359", "1370", "1418", "1419", "1435", "1449", "1537",
            "1539",
        "1698", "1836", "2002", "2003", "2005", "2006", "2013", "2026", "4031",
    ];

    private static readonly (string Said, Func<Address, string> Meaning)[] Known =
    [
        ("Unknown MySQL server host", a => $"the host '{a.Host}' is unknown: is mysql_host right?"),
        ("Unknown server host", a => $"the host '{a.Host}' is unknown: is mysql_host right?"),
        ("Can't connect to", Silent),
        ("Access denied for user", a =>
            $"{a.Where} refuses user '{a.User}': mysql_user or mysql_password is wrong, or the account may "
            + "not do this"),
        ("is not allowed to connect", a => $"{a.Where} does not let this machine in: see the account's host"),
        ("TLS/SSL error", a => $"TLS with {a.Where} failed: see mysql_ssl_mode and mysql_ssl_ca"),
        ("SSL connection error", a => $"TLS with {a.Where} failed: see mysql_ssl_mode and mysql_ssl_ca"),
        ("SSL is required", a => $"{a.Where} has no TLS, and mysql_ssl_mode demands it"),
        ("Server has gone away", a => $"{a.Where} went away, or a row is larger than its max_allowed_packet"),
        ("server has gone away", a => $"{a.Where} went away, or a row is larger than its max_allowed_packet"),
        ("Lost connection", a => $"{a.Where} ended the connection"),
        ("Connection was killed", a => $"{a.Where} ended the connection"),
        ("Server shutdown in progress", a => $"{a.Where} is shutting down"),
        ("max_allowed_packet", a => $"a row is larger than max_allowed_packet of {a.Where}: raise it"),
        ("Lock wait timeout exceeded", _ =>
            "somebody holds a lock on a table of the database: end that session (SHOW PROCESSLIST), or try "
            + "again later"),
        ("No space left on device", a => $"the disk of {a.Where} is full"),
        ("is full", a => $"the disk of {a.Where} is full"),
        ("Errcode: 28", a => $"the disk of {a.Where} is full"),
        ("ERROR 1418", _ =>
            "a function says neither DETERMINISTIC nor NO SQL nor READS SQL DATA, which a server with a "
                + "binary log "
            + "takes only after SET GLOBAL log_bin_trust_function_creators = 1"),
        ("log_bin_trust_function_creators", _ =>
            "functions and triggers need SUPER while the server writes a binary log: grant it, or SET GLOBAL "
            + "log_bin_trust_function_creators = 1"),
        ("read-only option", a => $"{a.Where} is read-only: is it a replica?"),
    ];

    /// <summary>At most three lines of the program's own, and one for people. The last one says most: it is
    /// what a task's summary shows.</summary>
    public static string Explain(string program, int exitCode, string errors, Address address)
    {
        var lines = Essence(errors);
        var said = string.Join('\n', lines);
        var meaning = Known.Where(k => said.Contains(k.Said, StringComparison.Ordinal))
            .Select(k => k.Meaning(address)).FirstOrDefault();
        var failed = $"{program} failed with exit code {exitCode}";
        return string.Join('\n', meaning is null ? [failed, .. lines] : [.. lines, $"{meaning} ({failed})"]);
    }

    /// <summary>Whether a line is the program's own, and no piece of a statement.</summary>
    public static bool IsTelling(string line) => Telling().IsMatch(line);

    /// <summary>The lines that tell what went wrong, and hold nothing of what is stored.</summary>
    public static IReadOnlyList<string> Essence(string errors) =>
    [
        .. errors.Split('\n')
            .Select(line => (Line: line, Match: Telling().Match(line)))
            .Where(found => found.Match.Success)
            .Select(found => found.Match.Groups["number"] is not { Success: true, Value: var number }
                || NamesOnly.Contains(number) ? found.Line : Quoted().Replace(found.Line, "'…'"))
            .Select(line => line.Length > LineCharsMax ? line[..LineCharsMax] + "…" : line)
            .Distinct(StringComparer.Ordinal)
            .Take(LinesMax),
    ];

    private static string Silent(Address address) =>
        $"nobody answers at {address.Where}: is the server running, and are mysql_host and mysql_port right?";

    // What a line begins with; statements and rows that are quoted come on lines of their own. A dump quotes
    // its own questions alone.
    [GeneratedRegex("^ERROR (?<number>\\d+)( \\(\\w+\\))?( at line \\d+)?: "
        + "|^[\\w./-]*(mariadb|mysql)-?dump: (Got error|Error|Couldn't|.*insufficient privileges)")]
    private static partial Regex Telling();

    [GeneratedRegex("['\"].*['\"]")]
    private static partial Regex Quoted();
}

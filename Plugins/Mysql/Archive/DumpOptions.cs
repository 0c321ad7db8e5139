using System.Text.RegularExpressions;
using Shield.Plugins.Mysql.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Mysql.Archive;

/// <summary>What the dump program is told: what an archive needs, and what the endpoint wishes
/// besides.</summary>
/// <param name="IgnoredTables">Tables that are left out, as database and name.</param>
/// <param name="LocksAll">Whether every table is locked, instead of one transaction.</param>
/// <param name="Others">Given to the program as they are.</param>
internal sealed partial record DumpOptions(
    IReadOnlySet<string> IgnoredTables, bool LocksAll, IReadOnlyList<string> Others)
{
    /// <summary>What an archive has anyhow.</summary>
    private static readonly HashSet<string> Given =
    [
        "--single-transaction", "--quick", "--routines", "--events", "--triggers", "--hex-blob",
    ];

    /// <summary>What changes neither where the dump goes nor what it means, nor what it ends with.</summary>
    private static readonly HashSet<string> Harmless =
    [
        "--complete-insert", "--extended-insert", "--skip-extended-insert", "--order-by-primary",
        "--no-autocommit", "--disable-keys", "--skip-disable-keys", "--compress", "--master-data=2",
        "--source-data=2", "--dump-slave=2", "--dump-replica=2", "--gtid", "--flush-logs",
    ];

    /// <summary>Reads what the endpoint says.</summary>
    public static DumpOptions Of(Endpoint endpoint)
    {
        var words = (endpoint.Text(MysqlFields.Options) ?? "")
            .Split((char[])[' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var ignored = words.Select(word => Ignored().Match(word)).Where(match => match.Success)
            .Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var others = words.Where(word => !Ignored().IsMatch(word) && word != "--lock-all-tables"
            && !Given.Contains(word)).ToList();
        // The word itself is not repeated: somebody may have taken the field for the one of the password.
        if (others.FindIndex(word => !Harmless.Contains(word) && !Sized().IsMatch(word)) is >= 0)
            throw Endpoint.Invalid(
                MysqlFields.Options,
                "has an option that is not allowed; allowed are --ignore-table=DATABASE.TABLE, "
                + "--lock-all-tables, --net-buffer-length=BYTES, --max-allowed-packet=BYTES, "
                + string.Join(", ", Harmless.Order(StringComparer.Ordinal)));
        return new DumpOptions(ignored, words.Contains("--lock-all-tables"), others);
    }

    /// <summary>For tables with their content.</summary>
    public IReadOnlyList<string> ForTables(Programs programs, bool withHistory) =>
    [
        .. Always(programs), LocksAll ? "--lock-all-tables" : "--single-transaction", "--skip-triggers",
        "--quick", "--hex-blob", "--skip-add-locks", .. withHistory ? ["--dump-history"] : (string[])[],
        .. Others,
    ];

    /// <summary>For views alone.</summary>
    public static IReadOnlyList<string> ForViews(Programs programs) =>
        [.. Always(programs), "--skip-lock-tables", "--no-data", "--skip-triggers"];

    /// <summary>For procedures, functions and packages alone.</summary>
    public static IReadOnlyList<string> ForRoutines(Programs programs) =>
        [.. Definitions(programs), "--skip-triggers", "--routines"];

    /// <summary>For triggers alone.</summary>
    public static IReadOnlyList<string> ForTriggers(Programs programs) =>
        [.. Definitions(programs), "--triggers"];

    /// <summary>For events alone.</summary>
    public static IReadOnlyList<string> ForEvents(Programs programs) =>
        [.. Definitions(programs), "--skip-triggers", "--events"];

    private static IEnumerable<string> Definitions(Programs programs) =>
        [.. Always(programs), "--skip-lock-tables", "--no-data", "--no-create-info"];

    // What MySQL's program does by itself, servers of MariaDB do not know, or a restore may not.
    private static IEnumerable<string> Always(Programs programs) =>
        ["--no-tablespaces", .. programs.IsMaria ? (string[])[] : ["--column-statistics=0",
            "--set-gtid-purged=OFF"]];

    [GeneratedRegex(@"^--ignore-table=([^.=]+\..+)$")]
    private static partial Regex Ignored();

    [GeneratedRegex(@"^--(net-buffer-length|max-allowed-packet)=[0-9]{1,12}[KMG]?$")]
    private static partial Regex Sized();
}

using System.Globalization;
using System.Text.Json.Nodes;
using Shield.Plugins.Mysql.Server;

namespace Shield.Plugins.Mysql.Databases;

/// <summary>What a backup and a restore have to know of the server.</summary>
/// <param name="Version">As it says.</param>
/// <param name="IsMaria">MariaDB, not MySQL.</param>
/// <param name="User">The account that was taken, <c>name@host</c>.</param>
/// <param name="PacketBytesMax">The longest statement that it takes.</param>
/// <param name="DistrustsCreators">Whether functions and triggers need SUPER.</param>
/// <param name="Grants">What the account may do.</param>
/// <param name="Databases">By name, without those of the system.</param>
internal sealed record ServerFacts(
    string Version, bool IsMaria, string User, long PacketBytesMax, bool DistrustsCreators, Grants Grants,
    IReadOnlyDictionary<string, Database> Databases)
{
    private const string Settings =
        """
        SELECT JSON_ARRAY('server', VERSION(), CURRENT_USER(), @@global.max_allowed_packet,
          IF(@@log_bin, 1, 0), IF(@@log_bin_trust_function_creators, 1, 0));
        SHOW GRANTS;
        """;

    private static readonly Version HistorySince = new(10, 11);
    private static readonly Version CommentSince = new(10, 5);

    /// <summary>Major and minor.</summary>
    public Version Number => NumberOf(Version);

    /// <summary>Whether former versions of rows can be written into its tables.</summary>
    public bool KnowsHistory => IsMaria && Number >= HistorySince;

    /// <summary>Whether a database may have a comment.</summary>
    public bool KnowsComments => IsMaria && Number >= CommentSince;

    /// <summary>Those that users have made, not restores.</summary>
    public IEnumerable<string> Chosen =>
        Databases.Keys.Where(name => !RestoreName.IsOne(name)).Order(StringComparer.Ordinal);

    /// <summary>Asks for them.</summary>
    public static async Task<ServerFacts> AskAsync(Tools tools, CancellationToken cancellationToken)
    {
        var answer = await Client.RunAsync(tools, Settings, cancellationToken);
        var row = Client.Rows(answer)[0];
        var version = row[1]!.GetValue<string>();
        var isMaria = version.Contains("MariaDB", StringComparison.Ordinal);
        var grants = Grants.Parse(
            answer.Split('\n').Where(line => line.StartsWith("GRANT ", StringComparison.Ordinal)), isMaria);
        var comment = isMaria && NumberOf(version) >= CommentSince ? "SCHEMA_COMMENT" : "''";
        var databases = await Client.AskAsync(
            tools,
            "SELECT JSON_ARRAY(SCHEMA_NAME, DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME, "
                + $"{comment}) FROM information_schema.SCHEMATA;",
            cancellationToken);
        return new ServerFacts(
            version, isMaria, row[2]!.GetValue<string>(), row[3]!.GetValue<long>(),
            IsOn(row[4]) && !IsOn(row[5]), grants,
            databases.Select(Database.Of).Where(d => !SystemSchemas.Contains(d.Name))
                .ToDictionary(d => d.Name, StringComparer.Ordinal));
    }

    private static bool IsOn(JsonNode? setting) => setting?.ToString() == "1";

    private static Version NumberOf(string version)
    {
        var parts = version.Split('.', '-');
        return new Version(
            int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1],
                CultureInfo.InvariantCulture));
    }
}

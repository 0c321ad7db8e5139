using System.Text.Json.Nodes;

namespace Shield.Plugins.Postgres.Databases;

/// <summary>A right on a database.</summary>
/// <param name="Grantor">Who gave it.</param>
/// <param name="Grantee">Who has it; null for everybody.</param>
/// <param name="Privilege">CONNECT, CREATE or TEMPORARY.</param>
/// <param name="Grantable">Whether it may be passed on.</param>
internal sealed record DatabaseGrant(string Grantor, string? Grantee, string Privilege, bool Grantable);

/// <summary>A setting that sessions of a database begin with.</summary>
/// <param name="Role">Of whose sessions; null for everybody's.</param>
/// <param name="Name">Like <c>work_mem</c>.</param>
/// <param name="Value">As the catalog has it.</param>
internal sealed record DatabaseSetting(string? Role, string Name, string Value);

/// <summary>A database of the server as it is now: what a dump of its content does not hold.</summary>
internal sealed record Database
{
    public required string Name { get; init; }

    public required string Owner { get; init; }

    /// <summary>Whether the user may give a database to its owner: a member, or a superuser.</summary>
    public bool IsOurs { get; init; }

    public required string Encoding { get; init; }

    public required string Collate { get; init; }

    public required string CharacterType { get; init; }

    /// <summary>'c' libc, 'i' ICU, 'b' built in; null before PostgreSQL 15.</summary>
    public string? LocaleProvider { get; init; }

    /// <summary>The locale of ICU or the built-in provider.</summary>
    public string? Locale { get; init; }

    public string? IcuRules { get; init; }

    public required string Tablespace { get; init; }

    public bool AllowsConnections { get; init; } = true;

    public bool IsTemplate { get; init; }

    /// <summary>-1 for none.</summary>
    public int ConnectionLimit { get; init; } = -1;

    public string? Comment { get; init; }

    /// <summary>Null where nobody ever granted or revoked anything.</summary>
    public IReadOnlyList<DatabaseGrant>? Grants { get; init; }

    public IReadOnlyList<DatabaseSetting> Settings { get; init; } = [];

    /// <summary>What keeps it from being replaced, each in a person's words.</summary>
    public IReadOnlyList<string> Obstacles { get; init; } = [];

    /// <summary>Reads what <see cref="DatabaseQuery"/> answers.</summary>
    public static Database Of(JsonObject row) => new()
    {
        Name = Text(row, "datname")!,
        Owner = Text(row, "owner")!,
        IsOurs = row["is_ours"]!.GetValue<bool>(),
        Encoding = Text(row, "charset")!,
        Collate = Text(row, "datcollate")!,
        CharacterType = Text(row, "datctype")!,
        LocaleProvider = Text(row, "datlocprovider"),
        Locale = Text(row, "datlocale") ?? Text(row, "daticulocale"),
        IcuRules = Text(row, "daticurules"),
        Tablespace = Text(row, "tablespace")!,
        AllowsConnections = row["datallowconn"]!.GetValue<bool>(),
        IsTemplate = row["datistemplate"]!.GetValue<bool>(),
        ConnectionLimit = row["datconnlimit"]!.GetValue<int>(),
        Comment = Text(row, "comment"),
        Grants = row["grants"] is JsonArray grants ? [.. grants.Select(g => GrantOf(g!))] : null,
        Settings = [.. Rows(row, "settings").SelectMany(SettingsOf)],
        Obstacles = [.. Rows(row, "obstacles").Select(o => o.GetValue<string>())],
    };

    private static string? Text(JsonNode row, string name) => row[name]?.GetValue<string>();

    private static IEnumerable<JsonNode> Rows(JsonObject row, string name) =>
        row[name] is JsonArray rows ? rows.Select(r => r!) : [];

    private static DatabaseGrant GrantOf(JsonNode row) => new(
        Text(row, "grantor")!, Text(row, "grantee"), Text(row, "privilege")!,
        row["grantable"]!.GetValue<bool>());

    private static IEnumerable<DatabaseSetting> SettingsOf(JsonNode row) =>
        row["config"]!.AsArray()
            .Select(entry => entry!.GetValue<string>().Split('=', 2))
            .Select(entry => new DatabaseSetting(Text(row, "role"), entry[0], entry[1]));
}

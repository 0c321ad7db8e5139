using System.Text.Json.Nodes;
using Shield.Plugins.Postgres.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Postgres.Databases;

/// <summary>What a server is, and what it has beside the content of its databases.</summary>
internal sealed record ServerFacts
{
    private const int VersionsOfMajor = 10000;

    private const string DatabaseMissing = "3D000";
    private const string Usual = "postgres";
    private const string Template = "template1";

    /// <summary>Like 15.</summary>
    public required int Major { get; init; }

    /// <summary>As the server says it.</summary>
    public required string Version { get; init; }

    public bool IsSuperuser { get; init; }

    public bool CreatesDatabases { get; init; }

    public bool CreatesRoles { get; init; }

    /// <summary>How many locks all its sessions can hold together.</summary>
    public required long Locks { get; init; }

    /// <summary>The restores that live now, on whichever machine.</summary>
    public required IReadOnlySet<string> LivingRestores { get; init; }

    public required IReadOnlySet<string> Tablespaces { get; init; }

    /// <summary>Every role and its comment.</summary>
    public required IReadOnlyDictionary<string, string?> Roles { get; init; }

    public required IReadOnlyDictionary<string, Database> Databases { get; init; }

    /// <summary>A database that is always there, in which to ask: postgres, or where that is missing,
    /// template1.</summary>
    public string Maintenance => MaintenanceFor([]);

    /// <summary>One that is none of these: sessions of a database keep it from being renamed.</summary>
    public string MaintenanceFor(IReadOnlyCollection<string> others) =>
        new[] { Usual, Template }
            .FirstOrDefault(name => !others.Contains(name) && Databases.GetValueOrDefault(name) is
                { AllowsConnections: true })
        ?? throw new PluginException(
            PluginExit.Failed,
            $"there is no database but these from which they could be replaced: make '{Usual}' or "
            + $"'{Template}' again");

    /// <summary>Reaches the server and asks it.</summary>
    /// <exception cref="PluginException">It cannot be reached, or does not let the user in.</exception>
    public static async Task<ServerFacts> AskAsync(Tools tools, CancellationToken cancellationToken)
    {
        var end = await Psql.TryAsync(tools, Usual, DatabaseQuery.Facts, cancellationToken);
        if (end.ExitCode != 0 && IsMissing(end.Errors))
            end = await Psql.TryAsync(tools, Template, DatabaseQuery.Facts, cancellationToken);
        if (end.ExitCode != 0) throw tools.Failure(Psql.Program, end);
        return Of(JsonNode.Parse(end.Output)!.AsObject());
    }

    /// <summary>Reads what <see cref="DatabaseQuery.Facts"/> answers.</summary>
    public static ServerFacts Of(JsonObject answer) => new()
    {
        Major = answer["version"]!.GetValue<int>() / VersionsOfMajor,
        Version = answer["version_text"]!.GetValue<string>(),
        IsSuperuser = answer["superuser"]!.GetValue<bool>(),
        CreatesDatabases = answer["creates_databases"]!.GetValue<bool>(),
        CreatesRoles = answer["creates_roles"]!.GetValue<bool>(),
        Locks = answer["locks"]!.GetValue<long>(),
        LivingRestores = Names(answer["held"]),
        Tablespaces = Names(answer["tablespaces"]),
        Roles = answer["roles"]!.AsObject().ToDictionary(
            role => role.Key, role => role.Value?.GetValue<string>(), StringComparer.Ordinal),
        Databases = answer["databases"]!.AsArray().Select(row => Database.Of(row!.AsObject()))
            .ToDictionary(database => database.Name, StringComparer.Ordinal),
    };

    private static bool IsMissing(string errors) =>
        errors.Contains(DatabaseMissing, StringComparison.Ordinal)
        || errors.Contains($"database \"{Usual}\" does not exist", StringComparison.Ordinal);

    private static HashSet<string> Names(JsonNode? names) => names is JsonArray array
        ? array.Select(name => name!.GetValue<string>()).ToHashSet(StringComparer.Ordinal)
        : [];
}

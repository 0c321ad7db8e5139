using Shield.Plugins.Postgres.Server;

namespace Shield.Plugins.Postgres.Databases;

/// <summary>The shape of a database that is there now and is about to be replaced.</summary>
internal sealed class PresentShape(Database database) : IDatabaseShape
{
    /// <summary>Settings that are lists of names: each name is quoted by itself, or the list would become one
    /// name. As pg_dump has it.</summary>
    private static readonly HashSet<string> ListSettings = new(StringComparer.OrdinalIgnoreCase)
    {
        "local_preload_libraries", "search_path", "session_preload_libraries", "shared_preload_libraries",
        "temp_tablespaces", "unix_socket_directories",
    };

    public string Create(string name) =>
        $"CREATE DATABASE {Sql.Name(name)} TEMPLATE template0 ENCODING {Sql.Text(database.Encoding)} "
        + $"LC_COLLATE {Sql.Text(database.Collate)} LC_CTYPE {Sql.Text(database.CharacterType)}"
        + Provider()
        // Who names the usual tablespace needs a right on it; who gets it unasked does not.
        + (database.Tablespace == "pg_default" ? ";" : $" TABLESPACE {Sql.Name(database.Tablespace)};");

    public IEnumerable<string> Settle(string name)
    {
        var quoted = Sql.Name(name);
        // The owner first: its own rights are part of every list of rights.
        return
        [
            $"ALTER DATABASE {quoted} OWNER TO {Sql.Name(database.Owner)};",
            .. Grants(quoted),
            .. database.Settings.Select(setting => Set(quoted, setting)),
            $"COMMENT ON DATABASE {quoted} IS {(database.Comment is { } text ? Sql.Text(text) : "NULL")};",
            $"ALTER DATABASE {quoted} WITH CONNECTION LIMIT {database.ConnectionLimit} "
                + $"IS_TEMPLATE {Word(database.IsTemplate)} "
                + $"ALLOW_CONNECTIONS {Word(database.AllowsConnections)};",
        ];
    }

    private static string Word(bool value) => value ? "true" : "false";

    private static string Set(string database, DatabaseSetting setting)
    {
        var whose = setting.Role is { } role
            ? $"ALTER ROLE {Sql.Name(role)} IN DATABASE {database}"
            : $"ALTER DATABASE {database}";
        var value = ListSettings.Contains(setting.Name)
            ? string.Join(", ", NameList.Split(setting.Value).DefaultIfEmpty("").Select(Sql.Text))
            : Sql.Text(setting.Value);
        // A setting of an extension has a dot, and each part is a name of its own.
        return $"{whose} SET {string.Join('.', setting.Name.Split('.').Select(Sql.Name))} TO {value};";
    }

    private string Provider() => database switch
    {
        { LocaleProvider: "i", Locale: { } locale } => $" LOCALE_PROVIDER icu ICU_LOCALE {Sql.Text(locale)}"
            + (database.IcuRules is { } rules ? $" ICU_RULES {Sql.Text(rules)}" : ""),
        { LocaleProvider: "b", Locale: { } locale } =>
            $" LOCALE_PROVIDER builtin BUILTIN_LOCALE {Sql.Text(locale)}",
        { LocaleProvider: "c" } => " LOCALE_PROVIDER libc",
        _ => "",
    };

    private IEnumerable<string> Grants(string quoted)
    {
        if (database.Grants is not { } grants) yield break;
        yield return $"REVOKE ALL ON DATABASE {quoted} FROM PUBLIC, {Sql.Name(database.Owner)};";
        foreach (var grant in grants)
        {
            var isPassedOn = grant.Grantor != database.Owner;
            if (isPassedOn) yield return $"SET LOCAL ROLE {Sql.Name(grant.Grantor)};";
            yield return $"GRANT {grant.Privilege} ON DATABASE {quoted} TO "
                + (grant.Grantee is { } grantee ? Sql.Name(grantee) : "PUBLIC")
                + (grant.Grantable && grant.Grantee != database.Owner ? " WITH GRANT OPTION;" : ";");
            if (isPassedOn) yield return "RESET ROLE;";
        }
    }
}

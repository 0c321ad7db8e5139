namespace Shield.Silo.Hosting.Settings;

/// <summary>One thing that can be set.</summary>
/// <param name="Name">The variable, and the key in shield.json.</param>
/// <param name="Default">What holds when nobody says otherwise, in words where it is not a text.</param>
/// <param name="Meaning">What it is.</param>
internal sealed record Setting(string Name, string Default, string Meaning)
{
    public static readonly Setting Home = new(
        "SHIELD_HOME",
        "~/.local/share/shield",
        "state, keys, embedded catalog, run files; not in shield.json");

    public static readonly Setting Listen = new(
        "SHIELD_LISTEN", "http://127.0.0.1:8888", "the API and UI; beyond loopback only with tokens");

    public static readonly Setting TlsCert = new(
        "SHIELD_TLS_CERT", "", "a PEM file with a certificate, and its chain behind it: makes the API HTTPS");

    public static readonly Setting TlsKey = new(
        "SHIELD_TLS_KEY", "", "a PEM file with the key of that certificate");

    public static readonly Setting Database = new(
        "SHIELD_DATABASE",
        "",
        "PostgreSQL for the catalog, like Host=db1;Database=shield;Username=shield; else it is embedded");

    public static readonly Setting DatabaseFile = new(
        "SHIELD_DATABASE_FILE", "", "a file that holds the same, password included");

    public static readonly Setting Agent = new(
        "SHIELD_AGENT",
        "127.0.0.1:5444",
        "the label by which targets name this agent; none with SHIELD_DATABASE");

    public static readonly Setting PluginPath = new(
        "SHIELD_PLUGIN_PATH", "", "folders, separated by colons, searched before the plugins shipped");

    public static readonly Setting Silo = new(
        "SHIELD_SILO",
        "127.0.0.1",
        "address, or address:port, for cluster traffic; beyond loopback with TLS");

    public static readonly Setting SiloCert = new(
        "SHIELD_SILO_CERT",
        "",
        "a PEM file with this silo's certificate, and its chain behind it: makes cluster traffic TLS");

    public static readonly Setting SiloKey = new(
        "SHIELD_SILO_KEY", "", "a PEM file with the key of that certificate, for its owner alone");

    public static readonly Setting SiloCa = new(
        "SHIELD_SILO_CA", "", "a PEM file with the private authority that all silos of this cluster trust");

    public static readonly Setting Workers = new("SHIELD_WORKERS", "5", "pipelines at once on one agent");

    public static readonly Setting TimeZone = new(
        "SHIELD_TIMEZONE", "UTC", "zone of schedules that name none");

    public static readonly Setting TaskTimeout = new(
        "SHIELD_TASK_TIMEOUT", "12h", "deadline of a task: a number and s, m, h or d");

    public static readonly Setting KeepTasks = new(
        "SHIELD_KEEP_TASKS", "90d", "how long a task that has ended is remembered, with its log");

    public static readonly Setting KeepPurged = new(
        "SHIELD_KEEP_PURGED", "365d", "how long the row of a purged archive is remembered");

    public static readonly Setting DisplayName = new("SHIELD_NAME", "the host name", "shown by /v1/status");

    public static readonly Setting Mode = new("SHIELD_MODE", "", "DEV: every schedule is every minute");

    public static readonly Setting Log = new(
        "SHIELD_LOG", "info", "trace, debug, info, warn or error; JSON lines when not on a terminal");

    /// <summary>Those of an agent, in the order in which help shows them.</summary>
    public static IReadOnlyList<Setting> OfAgents { get; } =
    [
        Home,
        Database with { Meaning = "PostgreSQL with the catalog: Host=db1;Database=shield;Username=agent" },
        DatabaseFile,
        Agent with { Default = "", Meaning = "the host:port by which targets name this agent" },
        PluginPath,
        Silo,
        SiloCert,
        SiloKey,
        SiloCa,
        Workers,
        Log,
    ];

    /// <summary>All of them, in the order in which help shows them.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        Home, Listen, TlsCert, TlsKey, Database, DatabaseFile, Agent, PluginPath, Silo, SiloCert, SiloKey,
        SiloCa, Workers, TimeZone, TaskTimeout, KeepTasks, KeepPurged, DisplayName, Mode, Log,
    ];
}

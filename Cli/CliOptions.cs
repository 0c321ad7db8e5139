using Shield.Cli.Grammar;

namespace Shield.Cli;

/// <summary>The options that several commands share. A name takes a value everywhere or nowhere, so that
/// options can be told from words before the command is known.</summary>
internal static class CliOptions
{
    public static readonly CliOption Core =
        CliOption.Value("--core", "URL", "the core to ask (else SHIELD_API, else ~/.shield_config)");

    public static readonly CliOption Insecure = CliOption.Flag("-k", "do not check the core's certificate");

    public static readonly CliOption Json = CliOption.Flag("--json", "print the API's own JSON");

    public static readonly CliOption Help = CliOption.Flag("--help", "show this");

    /// <summary>What <c>--json -</c> is turned into, so that <c>--json</c> alone takes no value.</summary>
    public static readonly CliOption JsonBody =
        CliOption.Flag("--json-body", "take the API's own JSON from standard input");

    public static readonly CliOption Name = CliOption.Value("--name", "NAME", "what it is called");

    public static readonly CliOption NameFilter =
        CliOption.Value("--name", "TEXT", "those with this in their name");

    public static readonly CliOption Summary = CliOption.Value("--summary", "TEXT", "a word about it");

    public static readonly CliOption Plugin =
        CliOption.Of(Noun.Plugin, "--plugin", "NAME", "the plugin's short name");

    public static readonly CliOption Endpoint =
        CliOption.Value("--endpoint", "JSON", "where the data is: a JSON object, @FILE, or - for stdin");

    public static readonly CliOption Set = CliOption.Many(
        "--set", "KEY=VALUE", "one field of the endpoint; KEY:=JSON for what is not text, KEY= for none");

    public static readonly CliOption Agent =
        CliOption.Of(Noun.Agent, "--agent", "HOST:PORT", "the agent beside the data");

    public static readonly CliOption From = CliOption.Of(
        Noun.Agent, "--agent", "HOST:PORT", "from which agent; needed where several are connected");

    public static readonly CliOption When =
        CliOption.Value("--when", "TIMESPEC", "when it is time, such as 'daily at 4am'");

    public static readonly CliOption Expires =
        CliOption.Value("--expires", "SPAN", "how long archives are kept: 90d, with s, m, h, d, w or y");

    public static readonly CliOption Priority =
        CliOption.Value("--priority", "0-100", "0 goes first where agents are busy; 50 unless said");

    public static readonly CliOption Used = CliOption.Flag("--used", "those that a job uses");

    public static readonly CliOption Unused = CliOption.Flag("--unused", "those that no job uses");

    public static readonly CliOption Target =
        CliOption.Of(Noun.Target, "--target", "TARGET", "name or UUID of the target");

    public static readonly CliOption Store =
        CliOption.Of(Noun.Store, "--store", "STORE", "name or UUID of the store");

    public static readonly CliOption Schedule =
        CliOption.Of(Noun.Schedule, "--schedule", "SCHEDULE", "name or UUID of the schedule");

    public static readonly CliOption RetentionPolicy =
        CliOption.Of(Noun.Policy, "--retention-policy", "POLICY", "name or UUID of the retention policy");

    public static readonly CliOption After =
        CliOption.Value("--after", "WHEN", "from this day (YYYYMMDD, UTC) or RFC 3339 moment on");

    public static readonly CliOption Before =
        CliOption.Value("--before", "WHEN", "until this day (YYYYMMDD, UTC) or RFC 3339 moment");

    public static readonly CliOption Limit = CliOption.Value("--limit", "N", "at most so many, the newest");

    public static readonly CliOption Wait =
        CliOption.Flag("--wait", "follow the task's log, and exit with its outcome");

    public static readonly CliOption Yes = CliOption.Flag("--yes", "do not ask");

    /// <summary>What every command understands.</summary>
    public static readonly IReadOnlyList<CliOption> Everywhere = [Json, Core, Insecure, Help];
}

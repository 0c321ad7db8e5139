using System.Text.RegularExpressions;

namespace Shield.Plugins.Postgres.Server;

/// <summary>What the programs say when they fail, in a person's words, without any of the data.</summary>
/// <remarks>The programs quote failing statements and rows. Only what follows ERROR and FATAL is kept, since
/// it names objects and no content, except for some that end in the value that was wrong.</remarks>
internal static partial class Complaints
{
    private const int LinesMax = 3;
    private const int LineCharsMax = 300;

    private static readonly (string Said, Func<Address, string> Meaning)[] Known =
    [
        ("could not translate host name", a => $"the host '{a.Host}' is unknown: is pg_host right?"),
        ("Connection refused", Silent),
        ("No such file or directory\n\tIs the server running", Silent),
        ("No route to host", Silent),
        ("Network is unreachable", Silent),
        ("timeout expired", Silent),
        ("timed out", Silent),
        ("password authentication failed", a =>
            $"{a.Where} refuses user '{a.User}': pg_user or pg_password is wrong"),
        ("no password supplied", a => $"{a.Where} wants a password for user '{a.User}': set pg_password"),
        ("no pg_hba.conf entry", a =>
            $"{a.Where} does not let user '{a.User}' in from this machine: its pg_hba.conf says who may"),
        ("Peer authentication failed", a =>
            $"the socket lets in user '{a.User}' only from the account of that name: set pg_host"),
        ("server version mismatch", _ =>
            "the client programs are older than the server: install its version, and set pg_bindir"),
        ("in file header", _ =>
            "the archive was made by a newer pg_dump than this pg_restore can read: install a newer "
            + "PostgreSQL client, and set pg_bindir"),
        ("server closed the connection", a => $"{a.Where} went away"),
        ("terminating connection", a => $"{a.Where} ended the connection"),
        ("the database system is", a => $"{a.Where} is starting up or shutting down"),
        ("Check free disk space", a => $"the disk of {a.Where} is full"),
        ("No space left on device", a => $"the disk of {a.Where} is full"),
        ("unexpected end of file", _ => "the archive is cut short"),
        ("could not read from input file", _ => "the archive is cut short or damaged"),
        ("could not uncompress data", _ => "the archive is damaged"),
        ("incorrect data check", _ => "the archive is damaged"),
    ];

    /// <summary>One line for people, and at most three of the program's own. The last one says most: it is
    /// what a task's summary shows.</summary>
    public static string Explain(string program, int exitCode, string errors, Address address)
    {
        var lines = Essence(errors);
        var meaning = Known.Where(k => errors.Contains(k.Said, StringComparison.Ordinal))
            .Select(k => k.Meaning(address)).FirstOrDefault();
        var failed = $"{program} failed with exit code {exitCode}";
        return string.Join('\n', meaning is null ? [failed, .. lines] : [.. lines, $"{meaning} ({failed})"]);
    }

    /// <summary>The lines that tell what went wrong, and hold nothing of what is stored.</summary>
    public static IReadOnlyList<string> Essence(string errors) =>
    [
        .. errors.Split('\n')
            .Where(line => Telling().IsMatch(line))
            .Select(line => Value().Replace(line, "…").Trim())
            .Select(line => line.Length > LineCharsMax ? line[..LineCharsMax] + "…" : line)
            .Distinct(StringComparer.Ordinal)
            .Take(LinesMax),
    ];

    private static string Silent(Address address) =>
        $"nobody answers at {address.Where}: is the server running, and are pg_host and pg_port right?";

    // What a line begins with; rows and statements that are quoted come after other words, or after none.
    [GeneratedRegex("^(psql|pg_dump|pg_dumpall|pg_restore): (error|warning|fatal): |^psql:<stdin>:\\d+: "
        + "(ERROR|FATAL|PANIC): |^Error: ")]
    private static partial Regex Telling();

    [GeneratedRegex("(?<=: )\".*$|(?<=value )\".*?\"(?= is out of range)|(?<=Command was: ).*$")]
    private static partial Regex Value();
}

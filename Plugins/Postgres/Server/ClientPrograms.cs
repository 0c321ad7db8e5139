using System.Globalization;

namespace Shield.Plugins.Postgres.Server;

/// <summary>Which file a client program is, for a server whose host is known.</summary>
/// <remarks>On Debian those in <c>PATH</c> are one Perl script, which for such a server runs the newest
/// version that is installed. That is found here without it: it takes longer than most questions do (package
/// postgresql-client-common, pg_wrapper(1)).</remarks>
internal static class ClientPrograms
{
    private const string Wrapper = "pg_wrapper";
    private const string VersionsFolder = "/usr/lib/postgresql";

    /// <summary>The path of a program, or its bare name, which is looked up in <c>PATH</c>.</summary>
    public static string Find(string program)
    {
        var first = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => new FileInfo(Path.Join(folder, program)))
            .FirstOrDefault(file => file.Exists);
        return first?.ResolveLinkTarget(returnFinalTarget: true)?.Name == Wrapper
            ? Newest(program) ?? program
            : program;
    }

    private static string? Newest(string program) =>
        !Directory.Exists(VersionsFolder)
            ? null
            : Directory.GetDirectories(VersionsFolder)
                .OrderByDescending(folder => VersionOf(Path.GetFileName(folder)))
                .Select(folder => Path.Join(folder, "bin", program))
                .FirstOrDefault(File.Exists);

    /// <summary>Versions are called 9.6, 15, 16; what is called otherwise is none.</summary>
    private static decimal VersionOf(string name) =>
        decimal.TryParse(name, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var version)
            ? version
            : decimal.MinusOne;
}

using System.Text;

namespace Shield.EndToEnd.Programs;

/// <summary>What a service could leave behind and must not.</summary>
internal static class Remains
{
    private const string Variable = "SHIELD_TASK_UUID=";

    /// <summary>Fails if a process of these tasks lives, or a file with an endpoint exists.</summary>
    public static async Task AssertNoneAsync(Service service, IEnumerable<string> tasks)
    {
        var wanted = tasks.ToHashSet();
        await Poll.UntilAsync(() => !ProcessesOf(wanted).Any(), "processes of ended tasks are alive");
        var folder = service.EndpointFolder;
        if (Directory.Exists(folder)) Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    /// <summary>The living processes of plugins that make, read or remove this archive.</summary>
    public static IEnumerable<string> ReadersOf(string archive) => ProcessesWith(
        variable => variable == $"SHIELD_ARCHIVE_UUID={archive}");

    /// <summary>The living processes that say they work for one of these tasks.</summary>
    public static IEnumerable<string> ProcessesOf(IReadOnlySet<string> tasks) => ProcessesWith(
        variable => variable.StartsWith(Variable, StringComparison.Ordinal) &&
            tasks.Contains(variable[Variable.Length..]));

    private static IEnumerable<string> ProcessesWith(Func<string, bool> isMeant) =>
        Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _))
            .Where(folder => Read(Path.Combine(folder, "environ")).Split('\0').Any(isMeant));

    private static string Read(string path)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(path));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

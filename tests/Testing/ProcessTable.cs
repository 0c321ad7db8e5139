using System.Text;
using Shield.Domain;

namespace Shield.Testing;

/// <summary>What /proc says of the processes of this machine.</summary>
public static class ProcessTable
{
    /// <summary>The processes that were started for a task, whoever their parents are.</summary>
    public static IReadOnlyList<int> Of(TaskId task) => Having("environ", $"SHIELD_TASK_UUID={task}");

    /// <summary>The processes of plugins that make, read or remove this archive.</summary>
    public static IReadOnlyList<int> Of(ArchiveId archive) =>
        Having("environ", $"SHIELD_ARCHIVE_UUID={archive}");

    /// <summary>The processes of a task that have this text in their command line or environment.</summary>
    public static IReadOnlyList<int> Showing(TaskId task, string text) =>
        [.. Of(task).Intersect([.. Having("cmdline", text), .. Having("environ", text)])];

    /// <summary>Waits until no process of a task is left.</summary>
    public static Task UntilNoneOfAsync(TaskId task, TimeSpan patience) => ShieldCluster.UntilAsync(
        () => Task.FromResult(Of(task).Count == 0),
        () => $"processes {string.Join(", ", Of(task))} of task {task} are still there",
        patience);

    private static int[] Having(string file, string text) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => char.IsAsciiDigit(name![0]))
            .Where(name => Read($"/proc/{name}/{file}").Contains(text, StringComparison.Ordinal))
            .Select(name => int.Parse(name!, System.Globalization.CultureInfo.InvariantCulture)),
    ];

    /// <summary>Nothing for a process that has gone, or that is only waited for.</summary>
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

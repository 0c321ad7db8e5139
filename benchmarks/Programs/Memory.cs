using System.Globalization;

namespace Shield.Benchmarks.Programs;

/// <summary>The memory of a process, as the kernel counts it.</summary>
internal static class Memory
{
    private const string ResetPeak = "5";

    /// <summary>Resident now, in MiB.</summary>
    public static double Resident(int pid) => Field(pid, "VmRSS:") ?? 0;

    /// <summary>The most that was ever resident, or since it was reset, in MiB; null when there is no such
    /// process any more.</summary>
    public static double? Peak(int pid) => Field(pid, "VmHWM:");

    /// <summary>From now on the peak counts anew.</summary>
    public static void Reset(int pid) => File.WriteAllText($"/proc/{pid}/clear_refs", ResetPeak);

    /// <summary>The processes that one has started, and which live.</summary>
    public static IEnumerable<int> ChildrenOf(int pid)
    {
        foreach (var thread in Directory.EnumerateDirectories($"/proc/{pid}/task"))
        {
            foreach (var child in Read(Path.Combine(thread, "children")).Split(
                ' ', StringSplitOptions.RemoveEmptyEntries))
            {
                yield return int.Parse(child, CultureInfo.InvariantCulture);
            }
        }
    }

    /// <summary>What a process is called; a child is called like its parent until it executes its own
    /// program, and until then has its parent's memory.</summary>
    public static string NameOf(int pid) => Read($"/proc/{pid}/comm").TrimEnd();

    private static double? Field(int pid, string name)
    {
        var line = Read($"/proc/{pid}/status").Split('\n')
            .FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        var kibibytes = line?[name.Length..].Replace("kB", "", StringComparison.Ordinal);
        return kibibytes is null ? null : double.Parse(kibibytes, CultureInfo.InvariantCulture) / 1024;
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return "";
        }
    }
}

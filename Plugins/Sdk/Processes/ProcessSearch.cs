using System.Globalization;
using System.Text;

namespace Shield.Plugins.Sdk.Processes;

/// <summary>
/// Finds processes by a variable they were started with, and everything below them. Processes of other
/// users cannot be looked into and are passed over.
/// </summary>
internal sealed class ProcessSearch
{
    // Where fields stand in /proc/PID/stat, counted from the first one after the closing parenthesis.
    private const int StateField = 0;
    private const int ParentField = 1;
    private const int StartField = 19;

    private readonly byte[][] _wanted;

    /// <param name="name">The variable.</param>
    /// <param name="values">Any of these values.</param>
    public ProcessSearch(string name, IEnumerable<Guid> values) =>
        _wanted = [.. values.Select(value => Encoding.UTF8.GetBytes($"{name}={value:d}"))];

    /// <summary>One process: the start time tells it from a later one with the same number.</summary>
    internal readonly record struct Found(int Pid, int Parent, string Start);

    /// <summary>The living processes now, without this one.</summary>
    public IReadOnlyList<Found> Find()
    {
        var living = new List<Found>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), CultureInfo.InvariantCulture, out var pid)
                && pid != Environment.ProcessId && Look(pid) is { } found)
                living.Add(found);
        }

        var matching = living.Where(process => IsWanted(process.Pid)).ToDictionary(process => process.Pid);
        for (var before = -1; before != matching.Count;)
        {
            before = matching.Count;
            foreach (var process in living.Where(process => matching.ContainsKey(process.Parent)))
                matching.TryAdd(process.Pid, process);
        }

        return [.. matching.Values];
    }

    /// <summary>Kills exactly these processes, never another that took over a number.</summary>
    public static void Kill(IEnumerable<Found> processes)
    {
        foreach (var process in processes)
        {
            using var handle = ProcessHandle.Open(process.Pid);
            if (Look(process.Pid)?.Start == process.Start)
                handle.Signal(NativeMethods.SigKill);
        }
    }

    private static Found? Look(int pid)
    {
        var stat = Encoding.UTF8.GetString(Read($"/proc/{pid}/stat"));
        // The name in parentheses may hold anything, parentheses and blanks too.
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // A zombie is dead; only its parent can make it vanish.
        if (fields.Length <= StartField || fields[StateField] is "Z" or "X")
            return null;
        var parent = int.Parse(fields[ParentField], CultureInfo.InvariantCulture);
        return new Found(pid, parent, fields[StartField]);
    }

    private bool IsWanted(int pid)
    {
        var rest = Read($"/proc/{pid}/environ").AsSpan();
        while (!rest.IsEmpty)
        {
            var length = rest.IndexOf((byte)0);
            var variable = length < 0 ? rest : rest[..length];
            foreach (var one in _wanted)
            {
                if (variable.SequenceEqual(one))
                    return true;
            }

            rest = length < 0 ? [] : rest[(length + 1)..];
        }

        return false;
    }

    private static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
